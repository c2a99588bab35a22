namespace Hengjian.Governance.Indications.Contracts;

/// <summary>Who pays for the examination.</summary>
public enum Payer
{
    /// <summary>医保.</summary>
    Insurance,

    /// <summary>商保.</summary>
    Commercial,

    /// <summary>自费.</summary>
    SelfPay,

    /// <summary>减免.</summary>
    Waived,
}

/// <summary>What the use of the AI adds to the patient's bill.</summary>
public enum ChargeKind
{
    None,

    /// <summary>Part of the examination's own item, which costs the same without AI.</summary>
    WithinItem,

    /// <summary>An item of its own.</summary>
    Separate,
}

/// <summary>What the patient says to the cost.</summary>
public enum PatientView
{
    Agrees,
    Declines,
}

/// <summary>On what ground a case is indicated (R17-3.1c).</summary>
public enum IndicationBasis
{
    /// <summary>A standing rule that the committee approved.</summary>
    StandingRule,

    /// <summary>A physician's own confirmation.</summary>
    Physician,

    /// <summary>An emergency: against a contraindication or without an indication, by two physicians.</summary>
    Override,
}

/// <summary>A version of a standing rule on its way.</summary>
public enum StandingRuleState
{
    Draft,
    BeforeCommittee,
    Approved,
    Refused,

    /// <summary>Ended before its term: replaced, stopped by the committee, or taken back.</summary>
    Ended,
}
