using System.Globalization;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>
/// Whether someone has the years in a specialty, as facts and messages. Reads parameters <c>years</c>, <c>residencyCounts</c>, <c>leaveOverMonths</c> and
/// <c>partTimeCounts</c>.
/// </summary>
internal static class SpecialtyYearsCheck
{
    private static readonly RuleMessage NoPeriods = new("years.noPeriods", "specialty", "years");
    private static readonly RuleMessage Short = new("years.short", "specialty", "years", "has", "needs", "short");
    private static readonly RuleMessage ReachedOn = new("years.reachedOn", "on");
    private static readonly RuleMessage NotInSight = new("years.notInSight");

    public static IReadOnlyList<RuleMessage> Messages { get; } = [NoPeriods, Short, ReachedOn, NotInSight];

    public static IReadOnlyList<ParameterNeed> Needs { get; } =
    [
        new("years", ParameterType.Integer), new("residencyCounts", ParameterType.Boolean), new("leaveOverMonths", ParameterType.Integer),
        new("partTimeCounts", ParameterType.Choice),
    ];

    public static void Check(
        PractitionerFacts practitioner, string specialty, DateOnly day, ClauseParameters parameters, FactSheet facts, List<MissingItem> missing)
    {
        var years = parameters.Int("years");
        var terms = new SpecialtyTerms(years, parameters.Bool("residencyCounts"), parameters.Int("leaveOverMonths"), parameters.Choice("partTimeCounts") == SpecialtyTerms.ByShare);
        var time = SpecialtyTime.Measure(practitioner.SpecialtyPeriods, specialty, day, terms);
        facts
            .Add("specialty", specialty)
            .Add("yearsAsked", years)
            .Add("periods", practitioner.SpecialtyPeriods.Select(Line))
            .Add("countedFrom", time.Start)
            .Add("mergedDays", time.MergedDays)
            .Add("requiredDays", time.RequiredDays)
            .Add("reachedOn", time.ReachedOn)
            .Add("residencyCounts", terms.ResidencyCounts)
            .Add("onDay", day);
        if (practitioner.SpecialtyPeriods.Any(p => p.SharePercent < 100))
            facts.Add("partTimeCounts", parameters.Choice("partTimeCounts"));
        if (time.Start is null)
        {
            missing.Add(NoPeriods.With(specialty, Number(years)));
        }
        else if (!time.IsReached(day))
        {
            missing.Add(Short.With(
                specialty, Number(years), Number(time.MergedDays), Number(time.RequiredDays), Number(time.RequiredDays - time.MergedDays)));
            missing.Add(time.ReachedOn is { } on ? ReachedOn.With(ClauseParameter.TextOf(on)!) : NotInSight.With());
        }
    }

    private static string Line(SpecialtyPeriodFact period) =>
        $"{ClauseParameter.TextOf(period.From)}/{ClauseParameter.TextOf(period.To) ?? ""} {CodeName.Of(period.Kind)}{Share(period)} {period.Specialty}".TrimEnd();

    private static string Share(SpecialtyPeriodFact period) => period.SharePercent is { } share and < 100 ? $" {Number(share)}%" : "";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
