using Hengjian.Governance.Indications.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Indications.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class IndicationRules
{
    /// <summary>R17-3.1b, R17-3.1c and HP-2.3.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new WeighingRule(), new IndicationRule(), new OverrideReviewRule()];
}

/// <summary>Facts of HP-2.3: an override that was signed.</summary>
/// <param name="SignedAt">When.</param>
/// <param name="ReviewedAt">When somebody else reviewed it; <c>null</c>: not yet.</param>
public sealed record OverrideReviewFacts(DateTimeOffset SignedAt, DateTimeOffset? ReviewedAt);
