using Hengjian.Governance.LifeCycle.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.LifeCycle.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class LifeCycleRules
{
    /// <summary>HP-5.1, 5.2 and 5.3.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new GateRule(), new AcceptanceTestRule(), new FilingRule()];
}
