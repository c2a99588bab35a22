namespace Hengjian.Governance.Cases.Contracts;

/// <summary>States of a case (design: case-states.md). Complete means <see cref="Concluded"/> or later.</summary>
public enum CaseState
{
    Registered,
    Indicated,
    Analysed,
    Reading,
    Provisional,
    Disagreed,
    OpinionIssued,
    Concluded,
    Reported,
    Closed,
    Cancelled,
}

/// <summary>How readers meet the AI result (decisions.md 6 and 17).</summary>
public enum ReadingProtocol
{
    /// <summary>The AI result shows on opening.</summary>
    AiFirst,

    /// <summary>Each reader signs an opinion before the AI result is shown to that reader.</summary>
    BlindFirst,

    /// <summary>The AI result shows on request.</summary>
    Concurrent,
}

/// <summary>What the AI contributed to a final diagnosis, as its author states it.</summary>
public enum AiContribution
{
    None,

    /// <summary>It confirmed what was thought without it.</summary>
    Confirmed,

    /// <summary>It changed the diagnosis.</summary>
    ChangedDiagnosis,

    /// <summary>It led to further examination.</summary>
    FurtherExamination,

    /// <summary>It pointed the wrong way.</summary>
    Misled,
}

public enum OpinionRole
{
    Report,
    Review,
    Independent,
}

/// <summary>Where the seconds of a reading come from.</summary>
public enum SecondsSource
{
    /// <summary>The client said so; nothing bounds it.</summary>
    Stated,

    /// <summary>Measured while the page was in view, and no longer than the time since the server opened it.</summary>
    Measured,

    /// <summary>The time since the server opened the page: nothing was measured.</summary>
    Elapsed,
}

/// <summary>How a critical value was told.</summary>
public enum CriticalValueChannel
{
    Phone,
    InPerson,
    System,
}

public enum Sex
{
    Male,
    Female,
    Other,
    Unknown,
}

/// <summary>金标准, in rising order of precedence: a case is judged by its highest.</summary>
public enum ReferenceKind
{
    Report,
    Panel,
    FollowUp,
    Surgery,
    Pathology,
}

public enum AiResultStatus
{
    /// <summary>Of the admitted version, its acquisition confirmed by an eligible operator.</summary>
    Accepted,

    /// <summary>Of the admitted version; an eligible operator has yet to confirm the acquisition (R17-3.2b).</summary>
    AwaitingOperator,

    /// <summary>Of a version that is not admitted: kept, and unseen by readers.</summary>
    Shadow,

    /// <summary>Accepted earlier; a newer one of the same case took its place.</summary>
    Replaced,

    /// <summary>Arrived after the case was cancelled: kept apart.</summary>
    KeptApart,

    /// <summary>It was another patient's: taken off the case by two people, kept with its trace.</summary>
    Unlinked,

    /// <summary>Arrived before the consent that R17-3.4 or HP-13.2 asks for: kept, shown to nobody, and let in once the consent holds.</summary>
    AwaitingConsent,
}

/// <summary>On what occasion the patient is here.</summary>
public enum VisitKind
{
    Outpatient,
    Inpatient,
    Emergency,

    /// <summary>体检.</summary>
    HealthCheck,
}

/// <summary>What the examination is for.</summary>
public enum ExaminationPurpose
{
    Diagnosis,
    Screening,
    Staging,
    FollowUp,
    Preoperative,
}

/// <summary>What a patient consents to.</summary>
public enum ConsentKind
{
    /// <summary>An invasive examination (R17-3.4).</summary>
    Invasive,

    /// <summary>The use of AI as such, where the house asks for it (HP-13.2).</summary>
    AiUse,

    /// <summary>Further use of the data.</summary>
    DataReuse,
}

/// <summary>How a case stands to the consent to the use of AI.</summary>
public enum AiConsent
{
    /// <summary>Nobody asked, and nobody needs to.</summary>
    NotAsked,

    /// <summary>Not required, but the patient was asked or spoke up: the answer counts.</summary>
    Recorded,

    /// <summary>The house requires it.</summary>
    Required,
}
