using Hengjian.Governance.Policies.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Policies.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class PolicyRules
{
    /// <summary>R17-3.1a, R17-3.6a and HP-8.1.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new OperatingRulesRule(), new FollowUpPolicyRule(), new PolicyReviewRule()];
}
