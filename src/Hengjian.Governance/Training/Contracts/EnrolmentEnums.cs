namespace Hengjian.Governance.Training.Contracts;

/// <summary>How a trainee took part in a case.</summary>
public enum CaseTaking
{
    /// <summary>Watched the work on it from the picture to the diagnosis.</summary>
    Observed,

    /// <summary>Did part of the work: acquisition, operation of the AI, measuring, drafting.</summary>
    Assisted,

    /// <summary>Read it with the AI under supervision.</summary>
    Read,
}

/// <summary>How a case in a trainee's log stands.</summary>
public enum CaseEntryState
{
    /// <summary>Waits for the supervisor.</summary>
    Waiting,

    /// <summary>The supervisor has signed; it counts.</summary>
    Signed,

    /// <summary>The supervisor has said no; it does not count.</summary>
    Rejected,
}

/// <summary>How theory was learnt.</summary>
public enum TheoryKind
{
    /// <summary>At a session with a sign-in.</summary>
    Session,

    /// <summary>By reading a material on line.</summary>
    OnLine,
}

/// <summary>Why theory gives no credit, or less than its minutes.</summary>
public enum CreditFault
{
    /// <summary>Nobody supervised it.</summary>
    NoSupervisor,

    /// <summary>Entered afterwards, and the supervisor has not signed it.</summary>
    NotSigned,

    /// <summary>Signed in and never signed out.</summary>
    NoSignOut,

    /// <summary>Still under way.</summary>
    UnderWay,

    /// <summary>Before the first day of the training.</summary>
    BeforeStart,

    /// <summary>After the training ended.</summary>
    AfterEnd,

    /// <summary>At the same time as something that counts.</summary>
    Overlap,

    /// <summary>Shorter than the least credit.</summary>
    TooShort,

    /// <summary>The day's credit is used up.</summary>
    DailyCap,
}
