namespace Hengjian.Governance.Cases.Eligibility;

/// <summary>An answer and the days around the one asked about on which it is the same.</summary>
/// <param name="Holds">The answer on that day.</param>
/// <param name="Since">First day of it; <c>null</c>: since before anything was decided.</param>
/// <param name="Until">Last day of it by what is known; <c>null</c>: no end known.</param>
public sealed record Validity(bool Holds, DateOnly? Since, DateOnly? Until);

/// <summary>An answer on a day, and the days later than it on which it would change by itself.</summary>
internal readonly record struct DayAnswer(bool Holds, IReadOnlyList<DateOnly> TurnsOn);

/// <summary>
/// Finds how long an answer lasts by asking on the days on which a fact begins or ends, and never day by day. Exact where the answer on a day depends on
/// nothing but which change days and turning days lie behind it.
/// </summary>
internal sealed class ValidityTimeline
{
    private readonly List<DateOnly> _days;
    private readonly Func<DateOnly, DayAnswer> _ask;

    /// <param name="changeDays">Days on which a fact begins, or ended the day before; in any order, repeated or not.</param>
    /// <param name="ask">The answer on a day.</param>
    public ValidityTimeline(IEnumerable<DateOnly> changeDays, Func<DateOnly, DayAnswer> ask)
    {
        _days = [.. changeDays.Distinct().Order()];
        _ask = ask;
    }

    /// <summary>The answer on a day, back and forth to where it differs.</summary>
    public Validity Around(DateOnly day)
    {
        var segments = Segments(IndexOf(day)).ToList();
        var at = segments.FindLastIndex(s => s.From <= day);
        if (at < 0)
        {
            // Before every change day: nothing was known, so the answer is as old as time.
            var first = _ask(day).Holds;
            return new Validity(first, null, UntilOf(first, -1));
        }

        var holds = segments[at].Holds;
        return new Validity(holds, SinceOf(holds, IndexOf(day), segments, at), UntilIn(holds, segments, at) ?? UntilOf(holds, IndexOf(day)));
    }

    /// <summary>The latest change day on or before a day; −1 where there is none.</summary>
    private int IndexOf(DateOnly day)
    {
        var found = _days.BinarySearch(day);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The answers between a change day and the next, split where they turn by themselves.</summary>
    private IEnumerable<(DateOnly From, bool Holds)> Segments(int index)
    {
        if (index < 0)
        {
            yield break;
        }

        var until = index + 1 < _days.Count ? _days[index + 1] : DateOnly.MaxValue;
        DateOnly? from = _days[index];
        while (from is { } day)
        {
            var answer = _ask(day);
            yield return (day, answer.Holds);
            from = answer.TurnsOn.Where(t => t > day && t < until).Select(t => (DateOnly?)t).Min();
        }
    }

    private DateOnly SinceOf(bool holds, int index, List<(DateOnly From, bool Holds)> segments, int at)
    {
        var since = segments[at].From;
        while (true)
        {
            for (at--; at >= 0; at--)
            {
                if (segments[at].Holds != holds)
                {
                    return since;
                }

                since = segments[at].From;
            }

            if (index <= 0)
            {
                return since;
            }

            segments = [.. Segments(--index)];
            at = segments.Count;
        }
    }

    private static DateOnly? UntilIn(bool holds, List<(DateOnly From, bool Holds)> segments, int at)
    {
        var turn = segments.FindIndex(at + 1, s => s.Holds != holds);
        return turn < 0 ? null : segments[turn].From.AddDays(-1);
    }

    private DateOnly? UntilOf(bool holds, int index)
    {
        for (index++; index < _days.Count; index++)
        {
            foreach (var segment in Segments(index))
            {
                if (segment.Holds != holds)
                {
                    return segment.From.AddDays(-1);
                }
            }
        }

        return null;
    }
}
