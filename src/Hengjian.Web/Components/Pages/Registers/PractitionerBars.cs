using System.Globalization;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Charts;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Registers;

/// <summary>A person's facts over time: licence, work in each specialty, what of it counts, trainings.</summary>
internal sealed record PractitionerBars(DateOnly From, DateOnly To, IReadOnlyList<ValidityRow> Rows)
{
    public static PractitionerBars None { get; } = new(default, default, []);

    /// <param name="person">The record as it is now.</param>
    /// <param name="at">The day asked about.</param>
    /// <param name="decisions">Decisions on R17-2.1.2 among others: how many days of which specialty count.</param>
    /// <param name="texts">Texts of the registers.</param>
    public static PractitionerBars Of(PractitionerView person, DateOnly at, IReadOnlyList<Decision> decisions, IStringLocalizer<RegistersText> texts)
    {
        var rows = new List<ValidityRow> { Licence(person, at, texts) };
        rows.AddRange(person.SpecialtyPeriods.Where(p => p.Kind != SpecialtyPeriodKind.Leave).GroupBy(p => p.Specialty.Trim()).Select(g => Specialty(g.Key, person, at, decisions, texts)));
        rows.AddRange(person.Trainings.GroupBy(t => t.TechnologyCategory.Trim()).Select(g => Training(g.Key, [.. g], at, texts)));
        var begins = rows.SelectMany(r => r.Spans).Select(s => s.From).Append(at.AddYears(-1)).Min();
        return new PractitionerBars(new DateOnly(begins.Year, 1, 1), at.AddYears(1), rows);
    }

    private static ValidityRow Licence(PractitionerView person, DateOnly at, IStringLocalizer<RegistersText> texts)
    {
        if (person.LicenceNumber is null)
        {
            return new ValidityRow(texts["Bars.Licence"], [], texts["Bars.NoLicence"], person.Kind == PractitionerKind.Physician ? Tone.Bad : Tone.None);
        }

        var from = person.LicenceFrom ?? Earliest(person, at);
        var spans = new List<ValiditySpan> { new(from, person.LicenceTo, person.LicensedHere ? SpanKind.Valid : SpanKind.Other, texts[person.LicensedHere ? "Bars.Here" : "Bars.Elsewhere"]) };
        foreach (var (begin, name) in new[] { (person.SuspendedFrom, "Person.Suspended"), (person.LeftOn, "Person.Left") })
        {
            if (begin is { } day)
            {
                spans.Add(new ValiditySpan(day, null, SpanKind.Gap, texts[name]));
            }
        }

        var valid = person.LicensedHere && from <= at && (person.LicenceTo is null || at <= person.LicenceTo) && !(person.LeftOn <= at) && !(person.SuspendedFrom <= at);
        return new ValidityRow(texts["Bars.Licence"], spans, texts[valid ? "Bars.InForce" : "Bars.NotInForce"], valid ? Tone.Ok : Tone.Bad);
    }

    private static ValidityRow Specialty(string specialty, PractitionerView person, DateOnly at, IReadOnlyList<Decision> decisions, IStringLocalizer<RegistersText> texts)
    {
        var spans = person.SpecialtyPeriods
            .Where(p => p.Kind == SpecialtyPeriodKind.Leave ? p.Specialty.Length == 0 || p.Specialty.Trim() == specialty : p.Specialty.Trim() == specialty)
            .OrderBy(p => p.Kind == SpecialtyPeriodKind.Leave).ThenBy(p => p.From)
            .Select(p => new ValiditySpan(p.From, p.To, Look(p.Kind), texts["SpecialtyPeriodKind." + p.Kind]))
            .ToList();
        var counted = decisions.FirstOrDefault(d => d.Clause == ClauseIds.SpecialtyYears && (d.Facts.GetValueOrDefault("specialty") as string)?.Trim() == specialty);
        return counted is null
            ? new ValidityRow(specialty, spans, texts["Bars.NotAsked"])
            : new ValidityRow(
                specialty,
                spans,
                texts["Bars.Days", Number(counted, "mergedDays"), Number(counted, "requiredDays")],
                counted.Outcome == ClauseOutcome.Satisfied ? Tone.Ok : Tone.Bad);
    }

    private static ValidityRow Training(string category, IReadOnlyList<TrainingFact> trainings, DateOnly at, IStringLocalizer<RegistersText> texts)
    {
        var spans = trainings.Select(t => new ValiditySpan(t.CompletedOn, t.ValidTo, t.Revoked ? SpanKind.Gap : SpanKind.Valid, texts["TrainingRoute." + t.Route])).ToList();
        var valid = trainings.Any(t => !t.Revoked && t.CompletedOn <= at && (t.ValidTo is null || at <= t.ValidTo));
        return new ValidityRow(texts["Bars.Training", category], spans, texts[valid ? "Bars.InForce" : "Bars.NotInForce"], valid ? Tone.Ok : Tone.Bad);
    }

    private static SpanKind Look(SpecialtyPeriodKind kind) => kind switch
    {
        SpecialtyPeriodKind.Residency => SpanKind.Other,
        SpecialtyPeriodKind.Leave => SpanKind.Gap,
        _ => SpanKind.Valid,
    };

    private static DateOnly Earliest(PractitionerView person, DateOnly at) => person.SpecialtyPeriods.Select(p => p.From).Append(at.AddYears(-1)).Min();

    private static string Number(Decision decision, string fact) => Convert.ToString(decision.Facts.GetValueOrDefault(fact), CultureInfo.InvariantCulture) ?? "0";
}
