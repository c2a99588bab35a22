namespace Hengjian.Governance.Cases.Contracts;

/// <summary>What kind of system an act was done in.</summary>
public enum ExternalSystemKind
{
    Ris,
    Emr,
    Pacs,
    Lis,
    Other,
}

/// <summary>What may be done in another system on a case.</summary>
public enum ObservedKind
{
    /// <summary>Confirming the acquisition.</summary>
    Operate,
    Opinion,
    FinalDiagnosis,

    /// <summary>Confirming the indication.</summary>
    Indication,

    /// <summary>A consent signed on the ward's own form or in the EMR.</summary>
    Consent,

    /// <summary>The start of the invasive step.</summary>
    ProcedureStart,
}

/// <summary>What became of an act that was done in another system. It is kept whatever that is.</summary>
public enum ObservedEffect
{
    /// <summary>Part of the case: an opinion, a confirmed acquisition, a final diagnosis.</summary>
    Taken,

    /// <summary>Waits for what has to come before it.</summary>
    Waiting,

    /// <summary>Kept beside the case without effect on it.</summary>
    Kept,
}
