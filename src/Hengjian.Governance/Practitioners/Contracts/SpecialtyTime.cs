using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>How time in a specialty is counted, from the clause's parameters.</summary>
/// <param name="Years">Years required.</param>
/// <param name="ResidencyCounts">Whether residency training counts.</param>
/// <param name="LeaveOverMonths">A leave longer than so many calendar months is taken out whole; a shorter one not at all.</param>
/// <param name="PartTimeByShare">Whether a part-time day counts by its share; else it is a calendar day like any other.</param>
internal sealed record SpecialtyTerms(int Years, bool ResidencyCounts, int LeaveOverMonths, bool PartTimeByShare)
{
    /// <summary>The option of <c>partTimeCounts</c> that counts by share; the other is <c>calendarDay</c>.</summary>
    public const string ByShare = "byShare";
}

/// <summary>
/// Time worked in a specialty, as clause 2.1.2 counts it: the recorded periods are merged (an overlap counts once; part-time shares of a day add up to one
/// day at most), gaps and long leaves are taken out, and what is left is laid end to end from the earliest start. The years are reached at 00:00 of that
/// start plus the years; 29 February plus years without one is 1 March.
/// </summary>
/// <param name="Start">First day that counts; <c>null</c>: no period counts.</param>
/// <param name="MergedDays">Whole days that counted before the day asked about; part-time by share is rounded down.</param>
/// <param name="RequiredDays">Days from <paramref name="Start"/> to the same date the required years later.</param>
/// <param name="ReachedOn">
/// First day on which the years are full, past or to come by the recorded periods; <c>null</c>: they do not lead there.
/// </param>
internal sealed record SpecialtyTime(DateOnly? Start, int MergedDays, int RequiredDays, DateOnly? ReachedOn)
{
    private const int Whole = 100;

    /// <summary>Measures as of the start of a day.</summary>
    /// <param name="periods">Recorded periods of any specialty.</param>
    /// <param name="specialty">The specialty whose time counts.</param>
    /// <param name="day">The day asked about; it does not count itself.</param>
    /// <param name="terms">How it is counted.</param>
    public static SpecialtyTime Measure(IReadOnlyList<SpecialtyPeriodFact> periods, string specialty, DateOnly day, SpecialtyTerms terms)
    {
        var worked = periods
            .Where(p => NameMatch.Same(p.Specialty, specialty))
            .Where(p => p.Kind == SpecialtyPeriodKind.Clinical || (p.Kind == SpecialtyPeriodKind.Residency && terms.ResidencyCounts))
            .Select(p => Span.Of(p, terms.PartTimeByShare ? p.SharePercent ?? Whole : Whole));
        var leaves = periods
            .Where(p => p.Kind == SpecialtyPeriodKind.Leave && (string.IsNullOrWhiteSpace(p.Specialty) || NameMatch.Same(p.Specialty, specialty)))
            .Where(p => IsLong(p, day, terms.LeaveOverMonths))
            .Select(p => Span.Of(p, Whole));
        var spans = Counted([.. worked], [.. leaves]);
        if (spans.Count == 0)
            return new SpecialtyTime(null, 0, 0, null);

        var start = DateOnly.FromDayNumber(spans[0].From);
        var required = ShanghaiDay.AddYears(start, terms.Years).DayNumber - spans[0].From;
        return new SpecialtyTime(start, (int)(spans.Sum(s => s.PercentBefore(day.DayNumber)) / Whole), required, ReachDay(spans, required));
    }

    /// <summary>True when the years are full at the start of the day.</summary>
    public bool IsReached(DateOnly day) => ReachedOn <= day;

    private static DateOnly? ReachDay(List<Span> spans, int required)
    {
        var left = (long)required * Whole;
        foreach (var span in spans)
        {
            if (span.Percent >= left)
                return DateOnly.FromDayNumber(span.From + (int)((left + span.Share - 1) / span.Share));
            left -= span.Percent;
        }

        return null;
    }

    /// <summary>A leave still going on is as long as it has been until the day asked about.</summary>
    private static bool IsLong(SpecialtyPeriodFact leave, DateOnly day, int overMonths)
    {
        var end = leave.To?.DayNumber + 1 ?? day.DayNumber;
        return end > ShanghaiDay.AddMonths(leave.From, overMonths).DayNumber;
    }

    /// <summary>Between any two days on which a period or leave begins or ends, the share of a day is the same: the shares worked, one day at most, none on leave.</summary>
    private static List<Span> Counted(Span[] worked, Span[] leaves)
    {
        var edges = worked.Concat(leaves).Where(s => s.From < s.Until).SelectMany(s => new[] { s.From, s.Until }).Distinct().Order().ToArray();
        var counted = new List<Span>();
        foreach (var (from, until) in edges.Zip(edges.Skip(1)))
        {
            var share = leaves.Any(l => l.Covers(from)) ? 0 : Math.Min(Whole, worked.Where(w => w.Covers(from)).Sum(w => w.Share));
            if (share > 0)
                counted.Add(new Span(from, until, share));
        }

        return counted;
    }

    /// <summary>Day numbers, the end excluded, and the share of each day in percent.</summary>
    private readonly record struct Span(int From, int Until, int Share)
    {
        public long Percent => (long)(Until - From) * Share;

        public static Span Of(SpecialtyPeriodFact period, int share) =>
            new(period.From.DayNumber, period.To is { } to && to < DateOnly.MaxValue ? to.DayNumber + 1 : DateOnly.MaxValue.DayNumber, share);

        public bool Covers(int day) => From <= day && day < Until;

        public long PercentBefore(int day) => Math.Max(0, Math.Min(Until, day) - (long)From) * Share;
    }
}
