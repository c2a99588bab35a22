using Hengjian.Governance.Committees.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Committees.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class CommitteeRules
{
    /// <summary>HP-7.2.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new CommitteeDecisionRule()];
}
