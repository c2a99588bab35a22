using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Domain.Rules;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>The rules on bases and programmes, for the engine.</summary>
public static class TrainingBaseRules
{
    /// <summary>R17-4.2.1a, b, c, 4.2.2a and HP-6.1, 6.2.</summary>
    public static IReadOnlyList<IRule> All { get; } =
    [
        new BaseQualificationRule(), new BaseFacilitiesRule(), new BaseSupervisorsRule(), new SyllabusRule(), new ProgrammeBaseRule(), new BaseReviewRule(),
    ];
}
