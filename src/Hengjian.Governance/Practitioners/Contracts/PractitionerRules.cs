using Hengjian.Governance.Practitioners.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class PractitionerRules
{
    /// <summary>R17-2.1.1, 2.1.2, 2.1.3, 2.2 and 3.2b.</summary>
    public static IReadOnlyList<IRule> All { get; } =
    [
        new PracticeLicenceRule(), new SpecialtyYearsRule(), new PhysicianTrainingRule(), new OtherStaffTrainingRule(), new OperatorRule(),
    ];
}
