namespace Hengjian.Governance.Training.Domain;

/// <summary>Days of periods that may overlap, each day once.</summary>
/// <param name="Start">First day of all; null: there is none.</param>
/// <param name="Days">How many days.</param>
internal sealed record MergedDays(DateOnly? Start, int Days)
{
    /// <param name="periods">First and last day of each, both included; one that ends before it begins counts nothing.</param>
    public static MergedDays Of(IEnumerable<(DateOnly From, DateOnly To)> periods)
    {
        DateOnly? start = null;
        var (days, reached) = (0, int.MinValue);
        foreach (var (from, to) in periods.Where(p => p.From <= p.To).OrderBy(p => p.From))
        {
            start ??= from;
            var first = Math.Max(from.DayNumber, reached + 1);
            if (to.DayNumber >= first)
            {
                days += to.DayNumber - first + 1;
                reached = to.DayNumber;
            }
        }

        return new MergedDays(start, days);
    }
}
