using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>A stretch of time.</summary>
public sealed record TheorySpan(DateTimeOffset From, DateTimeOffset To);

/// <summary>A piece of theory that a trainee has on record.</summary>
/// <param name="Id">The sign-in, or the reading.</param>
/// <param name="Course">Code of the course.</param>
/// <param name="Title">Its title, or the material's.</param>
/// <param name="SupervisorId">Who supervised; null: nobody.</param>
/// <param name="Signed">False where it was entered afterwards and the supervisor has not signed.</param>
/// <param name="Spans">When, in order; the last of something under way ends where it began.</param>
/// <param name="Fault">What stands against it before anything is counted: no sign-out, still under way.</param>
public sealed record TheoryItem(
    Guid Id, TheoryKind Kind, string Course, string Title, Guid? SupervisorId, bool Signed, IReadOnlyList<TheorySpan> Spans, CreditFault? Fault = null)
{
    /// <summary>The day to which it counts: that of its last stretch.</summary>
    public DateOnly Day => ShanghaiDay.Of(Spans[^1].From);

    /// <summary>Whole minutes.</summary>
    public int Minutes => (int)(Spans.Sum(s => (s.To - s.From).Ticks) / TimeSpan.TicksPerMinute);
}

/// <summary>How minutes become credit (R17-4.1.2).</summary>
/// <param name="MinutesPerHour">Minutes of a credit hour.</param>
/// <param name="StepsPerHour">Credit is given in such parts of an hour, rounded down; 2: half hours.</param>
/// <param name="DailyHours">Most credit hours of a day.</param>
public sealed record CreditTerms(int MinutesPerHour, int StepsPerHour, int DailyHours);

/// <summary>What a piece of theory counts.</summary>
/// <param name="Hours">Credit hours.</param>
/// <param name="Fault">Why not, or not all; null: it counts whole.</param>
/// <param name="Other">Title of what it overlaps.</param>
/// <param name="OverlapMinutes">By how many minutes.</param>
public sealed record CreditLine(TheoryItem Item, decimal Hours, CreditFault? Fault, string? Other = null, int OverlapMinutes = 0);

/// <summary>
/// Credit hours of theory (R17-4.1.2). In the order in which they began, items count unless something stands against them; one that is in whole minutes at the same time as
/// an earlier one that counts gives nothing; each is rounded down by itself; the credit of a day ends at the cap.
/// </summary>
public static class TheoryCredit
{
    /// <param name="items">What is on record.</param>
    /// <param name="from">First day of the training.</param>
    /// <param name="to">Last day; null: under way.</param>
    /// <param name="terms">How it is counted.</param>
    public static IReadOnlyList<CreditLine> Measure(IReadOnlyList<TheoryItem> items, DateOnly from, DateOnly? to, CreditTerms terms)
    {
        var lines = new List<CreditLine>();
        var used = new Dictionary<DateOnly, int>();
        foreach (var item in items.OrderBy(i => i.Spans[0].From).ThenBy(i => i.Id))
        {
            lines.Add(Line(item, lines, used, from, to, terms));
        }

        return lines;
    }

    private static CreditLine Line(TheoryItem item, List<CreditLine> before, Dictionary<DateOnly, int> used, DateOnly from, DateOnly? to, CreditTerms terms)
    {
        if (FaultOf(item, from, to) is { } fault)
        {
            return new CreditLine(item, 0, fault);
        }

        var (other, minutes) = before.Where(b => b.Hours > 0).Select(b => (b.Item, Minutes: Overlap(b.Item, item))).FirstOrDefault(o => o.Minutes > 0);
        if (other is not null)
        {
            return new CreditLine(item, 0, CreditFault.Overlap, other.Title, minutes);
        }

        var steps = item.Minutes * terms.StepsPerHour / terms.MinutesPerHour;
        if (steps == 0)
        {
            return new CreditLine(item, 0, CreditFault.TooShort);
        }

        var left = (terms.DailyHours * terms.StepsPerHour) - used.GetValueOrDefault(item.Day);
        var given = Math.Min(steps, left);
        used[item.Day] = used.GetValueOrDefault(item.Day) + given;
        return new CreditLine(item, given / (decimal)terms.StepsPerHour, given < steps ? CreditFault.DailyCap : null);
    }

    private static CreditFault? FaultOf(TheoryItem item, DateOnly from, DateOnly? to) =>
        item.Fault
        ?? (item.SupervisorId is null ? CreditFault.NoSupervisor
            : !item.Signed ? CreditFault.NotSigned
            : ShanghaiDay.Of(item.Spans[0].From) < from ? CreditFault.BeforeStart
            : item.Day > to ? CreditFault.AfterEnd
            : null);

    /// <summary>Whole minutes that two items have in common.</summary>
    private static int Overlap(TheoryItem one, TheoryItem other) =>
        (int)(one.Spans.Sum(a => other.Spans.Sum(b => Math.Max(0, (Earlier(a.To, b.To) - Later(a.From, b.From)).Ticks))) / TimeSpan.TicksPerMinute);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
