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
    /// <param name="more">Texts of practitioners' pages.</param>
    public static PractitionerBars Of(PractitionerView person, DateOnly at, IReadOnlyList<Decision> decisions, IStringLocalizer<RegistersText> texts, IStringLocalizer<PractitionersText> more)
    {
        var rows = new List<ValidityRow> { Licence(person, at, texts) };
        if (person.Filings.Count > 0)
        {
            rows.Add(Filings(person, at, texts, more));
        }

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
        spans.AddRange(person.Suspensions.Select(s => new ValiditySpan(s.From, s.To, SpanKind.Gap, texts["Person.Suspended"])));
        spans.AddRange(person.Departures.Select(d => new ValiditySpan(d.From, d.To, SpanKind.Gap, texts["Person.Left"])));
        var here = person.LicensedHere || person.Filings.Any(f => f.Here && f.Contains(at));
        var valid = here && from <= at && (person.LicenceTo is null || at <= person.LicenceTo) && person.AwayOn(at) is null && person.SuspendedOn(at) is null;
        return new ValidityRow(texts["Bars.Licence"], spans, texts[valid ? "Bars.InForce" : "Bars.NotInForce"], valid ? Tone.Ok : Tone.Bad);
    }

    private static ValidityRow Filings(PractitionerView person, DateOnly at, IStringLocalizer<RegistersText> texts, IStringLocalizer<PractitionersText> more)
    {
        var spans = person.Filings.Select(f => new ValiditySpan(f.From, f.To, f.Here ? SpanKind.Valid : SpanKind.Other, f.Institution)).ToList();
        var here = person.Filings.Any(f => f.Here && f.Contains(at));
        return new ValidityRow(more["Filings"], spans, texts[here ? "Bars.InForce" : "Bars.NotInForce"], here ? Tone.Ok : Tone.None);
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
        var spans = trainings.Select(t => new ValiditySpan(t.CompletedOn, t.RevokedOn?.AddDays(-1) ?? t.ValidTo, t.Revoked && t.RevokedOn is null ? SpanKind.Gap : SpanKind.Valid, texts["TrainingRoute." + t.Route])).ToList();
        spans.AddRange(trainings.Where(t => t.RevokedOn is not null).Select(t => new ValiditySpan(t.RevokedOn!.Value, t.ValidTo, SpanKind.Gap, texts["Revoked"])));
        var valid = trainings.Any(t => !t.IsRevokedOn(at) && t.CompletedOn <= at && (t.ValidTo is null || at <= t.ValidTo));
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
