using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>
/// Time worked in a specialty, as clause 2.1.2 counts it: the recorded periods are merged (an overlap counts once), gaps and long leaves are taken
/// out, and what is left is laid end to end from the earliest start. The years are reached at 00:00 of that start plus the years; 29 February plus
/// years without one is 1 March.
/// </summary>
/// <param name="Start">First day that counts; <c>null</c>: no period counts.</param>
/// <param name="MergedDays">Whole days that counted before the day asked about.</param>
/// <param name="RequiredDays">Days from <paramref name="Start"/> to the same date the required years later.</param>
/// <param name="ReachedOn">
/// First day on which the years are full, past or to come by the recorded periods; <c>null</c>: they do not lead there.
/// </param>
internal sealed record SpecialtyTime(DateOnly? Start, int MergedDays, int RequiredDays, DateOnly? ReachedOn)
{
    /// <summary>Measures as of the start of a day.</summary>
    /// <param name="periods">Recorded periods of any specialty.</param>
    /// <param name="specialty">The specialty whose time counts.</param>
    /// <param name="day">The day asked about; it does not count itself.</param>
    /// <param name="years">Years required.</param>
    /// <param name="residencyCounts">Whether residency training counts.</param>
    /// <param name="leaveOverMonths">A leave longer than so many calendar months is taken out whole; a shorter one not at all.</param>
    public static SpecialtyTime Measure(
        IReadOnlyList<SpecialtyPeriodFact> periods, string specialty, DateOnly day, int years, bool residencyCounts, int leaveOverMonths)
    {
        var worked = periods
            .Where(p => NameMatch.Same(p.Specialty, specialty))
            .Where(p => p.Kind == SpecialtyPeriodKind.Clinical || (p.Kind == SpecialtyPeriodKind.Residency && residencyCounts))
            .Select(Span.Of);
        var leaves = periods
            .Where(p => p.Kind == SpecialtyPeriodKind.Leave && (string.IsNullOrWhiteSpace(p.Specialty) || NameMatch.Same(p.Specialty, specialty)))
            .Where(p => IsLong(p, day, leaveOverMonths))
            .Select(Span.Of);
        var spans = Subtract(Merge(worked), Merge(leaves));
        if (spans.Count == 0)
            return new SpecialtyTime(null, 0, 0, null);

        var start = DateOnly.FromDayNumber(spans[0].From);
        var required = ShanghaiDay.AddYears(start, years).DayNumber - spans[0].From;
        return new SpecialtyTime(start, spans.Sum(s => s.DaysBefore(day.DayNumber)), required, ReachDay(spans, required));
    }

    /// <summary>True when the years are full at the start of the day.</summary>
    public bool IsReached(DateOnly day) => ReachedOn <= day;

    private static DateOnly? ReachDay(List<Span> spans, int required)
    {
        var left = required;
        foreach (var span in spans)
        {
            if (span.Length >= left)
                return DateOnly.FromDayNumber(span.From + left);
            left -= span.Length;
        }

        return null;
    }

    /// <summary>A leave still going on is as long as it has been until the day asked about.</summary>
    private static bool IsLong(SpecialtyPeriodFact leave, DateOnly day, int overMonths)
    {
        var end = leave.To?.DayNumber + 1 ?? day.DayNumber;
        return end > ShanghaiDay.AddMonths(leave.From, overMonths).DayNumber;
    }

    private static List<Span> Merge(IEnumerable<Span> spans)
    {
        var merged = new List<Span>();
        foreach (var span in spans.Where(s => s.Length > 0).OrderBy(s => s.From))
        {
            if (merged.Count > 0 && span.From <= merged[^1].Until)
                merged[^1] = merged[^1] with { Until = Math.Max(merged[^1].Until, span.Until) };
            else
                merged.Add(span);
        }

        return merged;
    }

    private static List<Span> Subtract(List<Span> spans, List<Span> holes)
    {
        foreach (var hole in holes)
        {
            spans = [.. spans
                .SelectMany(s => new[] { s with { Until = Math.Min(s.Until, hole.From) }, s with { From = Math.Max(s.From, hole.Until) } })
                .Where(s => s.Length > 0)];
        }

        return spans;
    }

    /// <summary>Day numbers, the end excluded.</summary>
    private readonly record struct Span(int From, int Until)
    {
        public int Length => Until - From;

        public static Span Of(SpecialtyPeriodFact period) =>
            new(period.From.DayNumber, period.To is { } to && to < DateOnly.MaxValue ? to.DayNumber + 1 : DateOnly.MaxValue.DayNumber);

        public int DaysBefore(int day) => Math.Max(0, Math.Min(Until, day) - From);
    }
}
