namespace Hengjian.Governance.DataUse.Contracts;

/// <summary>What the receiver uses the data for; a transfer is matched to an entry by it.</summary>
public enum DataUsePurpose
{
    /// <summary>Running the AI service for this institution.</summary>
    Service,

    /// <summary>Training or tuning a model.</summary>
    Training,

    Research,

    /// <summary>Testing and validation of a product.</summary>
    Validation,

    /// <summary>Statutory reports and quality control.</summary>
    Reporting,

    /// <summary>Diagnosis by another institution.</summary>
    RemoteDiagnosis,

    /// <summary>Repair and support.</summary>
    Maintenance,

    Other,
}

/// <summary>Why the data may leave (Personal Information Protection Law, articles 13, 29 and 73).</summary>
public enum LegalBasis
{
    /// <summary>单独同意.</summary>
    SeparateConsent,

    /// <summary>匿名化 data are personal no more.</summary>
    Anonymised,

    /// <summary>Needed for a contract with the person.</summary>
    Contract,

    /// <summary>A duty laid down by law.</summary>
    Law,

    /// <summary>Public health or an emergency.</summary>
    PublicHealth,

    Other,
}

public enum DataCategory
{
    Images,
    AiResults,
    Reports,
    PatientIdentity,
    Demographics,
    ClinicalRecords,
    LaboratoryResults,
    PathologySlides,
    Signals,
    Logs,
    Statistics,
    Other,
}

public enum AmountUnit
{
    Cases,
    Patients,
    Files,
    Megabytes,
}

public enum DataUseState
{
    Upcoming,
    InForce,

    /// <summary>In force, and the whole amount has left.</summary>
    UsedUp,

    /// <summary>Over, and destruction or return is not proved yet.</summary>
    DestructionDue,

    Closed,
}

public enum DataEnd
{
    Destroyed,
    Returned,
}
