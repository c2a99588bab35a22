using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Domain.Rules;

namespace Hengjian.Governance.Safety.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class SafetyRules
{
    /// <summary>HP-11.1 and HP-11.2.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new EventTimesRule(), new EventClosureRule()];
}
