namespace Hengjian.Governance.Concerns.Contracts;

public enum ConcernTopic
{
    PatientSafety,

    /// <summary>Results or records made up, changed or left out.</summary>
    Falsification,

    ConflictOfInterest,

    /// <summary>Data used or passed on without a basis.</summary>
    DataMisuse,

    /// <summary>People treated worse for what they are.</summary>
    Discrimination,

    /// <summary>Somebody suffers for having spoken up.</summary>
    Retaliation,

    Other,
}

public enum ConcernState
{
    /// <summary>Taken up; nobody has answered.</summary>
    Received,

    /// <summary>A handler has answered; the decision is to come.</summary>
    Answered,

    Decided,

    /// <summary>Handed to an authority outside.</summary>
    Referred,
}

public enum ConcernDecision
{
    Substantiated,
    PartlySubstantiated,
    NotSubstantiated,

    /// <summary>Not a matter of AI in care; where it belongs is said.</summary>
    OutOfScope,
}
