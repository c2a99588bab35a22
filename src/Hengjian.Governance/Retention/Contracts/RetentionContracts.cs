using Hengjian.Governance.Regulations;
using Hengjian.Governance.Retention.Domain.Rules;

namespace Hengjian.Governance.Retention.Contracts;

/// <summary>What kind of record it is; each keeps its years (HP-13.3).</summary>
public enum RetentionCategory
{
    /// <summary>门（急）诊病历.</summary>
    Outpatient,

    /// <summary>住院病历.</summary>
    Inpatient,
}

/// <summary>What a legal hold is on.</summary>
public enum HoldSubject
{
    Case,
    Patient,
    Deployment,
}

public enum DeletionState
{
    /// <summary>The records are kept: a term runs, or a hold stands.</summary>
    Refused,

    /// <summary>Nothing keeps them: they may be erased.</summary>
    Allowed,

    /// <summary>They were erased; the certificate says what and by whom.</summary>
    Erased,
}

/// <summary>Facts of HP-13.3.</summary>
/// <param name="LastEventOn">The last day on which something was recorded for care: the term runs from it.</param>
/// <param name="Holds">Legal holds that stand on any of the records.</param>
public sealed record RetentionFacts(RetentionCategory Category, DateOnly LastEventOn, int Holds);

/// <summary>The rules of this module, for the engine.</summary>
public static class RetentionRules
{
    /// <summary>HP-13.3.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new RetentionRule()];
}
