using Hengjian.Governance.FollowUps.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.FollowUps.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class FollowUpRules
{
    /// <summary>R17-3.6b.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new FollowUpRule()];
}
