using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>The parameters of R17-4.1.2 by which minutes become credit.</summary>
internal static class CreditParameters
{
    public static IReadOnlyList<ParameterNeed> Needs { get; } =
        [new("minutesPerCreditHour", ParameterType.Integer), new("stepsPerCreditHour", ParameterType.Integer), new("creditHoursPerDay", ParameterType.Integer)];

    public static CreditTerms Read(ClauseParameters parameters) =>
        new(parameters.Int("minutesPerCreditHour"), parameters.Int("stepsPerCreditHour"), parameters.Int("creditHoursPerDay"));
}
