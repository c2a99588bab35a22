using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Domain.Rules;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>The rules on enrolment and completion, for the engine.</summary>
public static class EnrolmentRules
{
    /// <summary>R17-4.1.1 to 4.1.4, 4.2.2b, 4.2.2c, HP-6.3 and HP-6.4.</summary>
    public static IReadOnlyList<IRule> All { get; } =
    [
        new TraineeRule(), new NormalTrainingRule(), new OverseasRule(), new ExemptionRule(), new TimelyTrainingRule(), new AssessmentsRule(), new AdmissionRule(), new LighterTrainingRule(),
    ];
}
