using Hengjian.Governance.Examinations.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Examinations.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class ExaminationRules
{
    /// <summary>HP-6.5 and HP-6.6.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new AttemptRule(), new ExaminersRule()];
}
