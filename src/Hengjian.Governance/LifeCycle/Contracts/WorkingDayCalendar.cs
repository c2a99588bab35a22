using System.Text.Json;

namespace Hengjian.Governance.LifeCycle.Contracts;

/// <summary>
/// Working days of mainland China: Monday to Friday, less the official days off, with the weekends that are worked instead. The lists are data, a year each;
/// a year without a list counts plain weekdays.
/// </summary>
public sealed class WorkingDayCalendar
{
    private readonly HashSet<DateOnly> _off;
    private readonly HashSet<DateOnly> _worked;
    private readonly HashSet<int> _years;

    public WorkingDayCalendar(IEnumerable<int> years, IEnumerable<DateOnly> off, IEnumerable<DateOnly> worked) => (_years, _off, _worked) = ([.. years], [.. off], [.. worked]);

    /// <summary>The calendar that ships with the program; its lists are to be confirmed by the institution.</summary>
    public static WorkingDayCalendar Embedded { get; } = Load();

    public bool Knows(int year) => _years.Contains(year);

    public bool IsWorkingDay(DateOnly day) => _worked.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_off.Contains(day));

    /// <summary>The n-th working day after a day, which does not count itself.</summary>
    public DateOnly After(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    private static WorkingDayCalendar Load()
    {
        using var stream = typeof(WorkingDayCalendar).Assembly.GetManifestResourceStream("working-days.json")!;
        var years = JsonSerializer.Deserialize<CalendarFile>(stream, JsonSerializerOptions.Web)!.Years;
        return new WorkingDayCalendar(years.Select(y => y.Year), years.SelectMany(y => y.Off.SelectMany(Days)), years.SelectMany(y => y.Worked));
    }

    private static IEnumerable<DateOnly> Days(CalendarSpan span)
    {
        for (var day = span.From; day <= span.To; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private sealed record CalendarFile(IReadOnlyList<CalendarYear> Years);

    private sealed record CalendarYear(int Year, IReadOnlyList<CalendarSpan> Off, IReadOnlyList<DateOnly> Worked);

    private sealed record CalendarSpan(DateOnly From, DateOnly To);
}
