using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>The days on which a practitioner's facts begin to say something else. Between two of them only the years in a specialty grow.</summary>
internal static class PractitionerChangeDays
{
    /// <param name="facts">The facts.</param>
    /// <param name="leaveLimits">Every limit of a long leave in months that any pack in force may set: a leave still going on becomes long on the day after.</param>
    public static IEnumerable<DateOnly> Of(PractitionerFacts facts, IReadOnlyList<int> leaveLimits) =>
    [
        .. Ends(facts.LicenceFrom, facts.LicenceTo),
        .. facts.Filings.SelectMany(f => Ends(f.From, f.To)),
        .. facts.Titles.SelectMany(t => Ends(t.From, t.To)),
        .. facts.Suspensions.SelectMany(s => Ends(s.From, s.To)),
        .. facts.Departures.SelectMany(d => Ends(d.From, d.To)),
        .. facts.SpecialtyPeriods.SelectMany(p => Ends(p.From, p.To)),
        .. facts.SpecialtyPeriods.Where(p => p.Kind == SpecialtyPeriodKind.Leave && p.To is null)
            .SelectMany(p => leaveLimits.Select(months => ShanghaiDay.AddMonths(p.From, months).AddDays(1))),
        .. facts.Trainings.SelectMany(t => Ends(t.CompletedOn, t.ValidTo)),
        .. facts.Trainings.Select(t => t.RevokedOn).OfType<DateOnly>(),
    ];

    private static IEnumerable<DateOnly> Ends(DateOnly? from, DateOnly? to)
    {
        if (from is { } first)
            yield return first;
        if (to is { } last && last < DateOnly.MaxValue)
            yield return last.AddDays(1);
    }
}
