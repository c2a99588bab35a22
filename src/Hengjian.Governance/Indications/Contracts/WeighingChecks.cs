using System.Globalization;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Indications.Contracts;

/// <summary>Checks of what is weighed, where a case or a deployment's settings state it.</summary>
internal static class WeighingChecks
{
    private const int MostAlternatives = 20;
    private const decimal HighestPrice = 10_000_000m;

    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="path">Where it stands in the request, without a dot at its end.</param>
    /// <param name="weighing">Null: nothing is stated.</param>
    /// <param name="ofCase">False for settings, in which no patient speaks.</param>
    public static void Check(FieldErrors errors, string path, Weighing? weighing, bool ofCase)
    {
        if (weighing is null)
        {
            return;
        }

        errors.Require(ofCase || weighing.PatientView is null, $"{path}.patientView", "indication.viewOfCaseOnly");
        errors.Text($"{path}.guideline", weighing.Guideline, 300, required: false);
        if (weighing.Charge is { } charge)
        {
            errors.Require(charge.Kind is not null, $"{path}.charge.kind", "field.required");
            errors.Text($"{path}.charge.code", charge.Code, 40, required: false);
            Price(errors, $"{path}.charge.amount", charge.Amount);
            errors.Require(charge.Kind is null or ChargeKind.Separate || (charge.Code is null && charge.Amount is null), $"{path}.charge", "indication.chargeOfItsOwnOnly");
        }

        errors.Require(weighing.Alternatives.Count <= MostAlternatives, $"{path}.alternatives", "field.tooMany");
        for (var i = 0; i < Math.Min(weighing.Alternatives.Count, MostAlternatives); i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}.alternatives[{i}]");
            errors.Text($"{place}.name", weighing.Alternatives[i]?.Name, 200);
            Price(errors, $"{place}.cost", weighing.Alternatives[i]?.Cost);
        }
    }

    private static void Price(FieldErrors errors, string field, decimal? price) => errors.Require(
        price is null or (>= 0 and <= HighestPrice), field, "field.outOfRange", ("from", "0"), ("to", HighestPrice.ToString("0", CultureInfo.InvariantCulture)));
}
