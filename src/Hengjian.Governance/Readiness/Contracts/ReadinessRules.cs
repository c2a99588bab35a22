using Hengjian.Governance.Readiness.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Readiness.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class ReadinessRules
{
    /// <summary>R17-1.1 to 1.5 and HP-5.6.</summary>
    public static IReadOnlyList<IRule> All { get; } =
        [new InstitutionFitRule(), new ClinicalDepartmentRule(), new ImagingDepartmentRule(), new LaboratoryDepartmentRule(), new DepartmentStaffRule(), new UnreadyUseRule()];
}
