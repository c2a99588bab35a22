namespace Hengjian.Governance.Regulations;

/// <summary>Ids of the clauses that code names; the full list is what the pack R17 must hold.</summary>
public static class ClauseIds
{
    /// <summary>Scope of the specification.</summary>
    public const string Scope = "R17-0.1";

    /// <summary>AI embedded in an instrument.</summary>
    public const string Embedded = "R17-0.2";

    /// <summary>Practice licence and scope of a physician.</summary>
    public const string PracticeLicence = "R17-2.1.1";

    /// <summary>Five years in the specialty.</summary>
    public const string SpecialtyYears = "R17-2.1.2";

    /// <summary>Training at a designated base or a recognised route.</summary>
    public const string PhysicianTraining = "R17-2.1.3";

    /// <summary>Training of other health professionals.</summary>
    public const string OtherStaffTraining = "R17-2.2";

    /// <summary>Two or more eligible physicians decide.</summary>
    public const string TwoPhysicians = "R17-3.2a";

    /// <summary>The operator's five years.</summary>
    public const string Operator = "R17-3.2b";

    /// <summary>The clinician's final diagnosis.</summary>
    public const string FinalDiagnosis = "R17-3.3";

    /// <summary>Informed consent before an invasive step.</summary>
    public const string InformedConsent = "R17-3.4";

    /// <summary>Approved devices only.</summary>
    public const string ApprovedDevice = "R17-3.8.1a";

    /// <summary>Every clause of the 2017 specification, in its order.</summary>
    public static IReadOnlyList<string> R17 { get; } =
    [
        "R17-0.0", Scope, Embedded,
        "R17-1.1", "R17-1.2", "R17-1.3", "R17-1.4", "R17-1.5",
        PracticeLicence, SpecialtyYears, PhysicianTraining, OtherStaffTraining,
        "R17-3.1a", "R17-3.1b", "R17-3.1c", TwoPhysicians, Operator, FinalDiagnosis, InformedConsent,
        "R17-3.5a", "R17-3.5b", "R17-3.5c", "R17-3.6a", "R17-3.6b", "R17-3.7",
        ApprovedDevice, "R17-3.8.1b", "R17-3.8.2",
        "R17-4.1.1", "R17-4.1.2", "R17-4.1.3", "R17-4.1.4",
        "R17-4.2.1a", "R17-4.2.1b", "R17-4.2.1c", "R17-4.2.2a", "R17-4.2.2b", "R17-4.2.2c", "R17-4.2.2d",
    ];
}
