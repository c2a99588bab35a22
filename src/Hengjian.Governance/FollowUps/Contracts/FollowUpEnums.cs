namespace Hengjian.Governance.FollowUps.Contracts;

public enum FollowUpState
{
    /// <summary>To be done on its day, or at the next contact that was agreed.</summary>
    Open,

    Done,

    /// <summary>失访: the patient could not be reached after the pack's attempts.</summary>
    Lost,

    /// <summary>No longer asked: the diagnosis was corrected, or an earlier outcome ended the plan.</summary>
    Dropped,
}

/// <summary>What following a case up showed.</summary>
public enum FollowUpResult
{
    /// <summary>The diagnosis was confirmed.</summary>
    Confirmed,

    /// <summary>The diagnosis was ruled out.</summary>
    RuledOut,

    /// <summary>Another diagnosis was made.</summary>
    DiagnosisChanged,

    /// <summary>The patient is under treatment for it.</summary>
    UnderTreatment,

    /// <summary>Nothing new.</summary>
    Unchanged,

    Deceased,
}

public enum ContactChannel
{
    Phone,
    Visit,
    Message,
    Letter,

    /// <summary>From the medical record, without contact.</summary>
    Record,
}

public enum ContactResult
{
    Reached,
    NoAnswer,
    WrongNumber,
    Refused,
}

/// <summary>Why a task is no longer asked.</summary>
public enum DropReason
{
    DiagnosisCorrected,
    PlanEnded,

    /// <summary>The plan was changed, and the change was carried to cases concluded before.</summary>
    PlanChanged,
    Deceased,
}
