namespace Hengjian.Governance.Regulations;

/// <summary>
/// Calendar days of Asia/Shanghai, in which every period of the specification is counted. The offset is a constant +08:00 (no daylight
/// saving since 1992), so that a machine without time zone data decides the same.
/// </summary>
public static class ShanghaiDay
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The calendar day of an instant.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The first instant (00:00) of a day.</summary>
    public static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The same day so many years later; 29 February becomes 1 March where the year has none.</summary>
    public static DateOnly AddYears(DateOnly day, int years) =>
        day is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(day.Year + years)
            ? new DateOnly(day.Year + years, 3, 1)
            : day.AddYears(years);

    /// <summary>The same day so many months later; a day that the month lacks becomes the first of the next.</summary>
    public static DateOnly AddMonths(DateOnly day, int months)
    {
        var shifted = day.AddMonths(months);
        return shifted.Day == day.Day ? shifted : shifted.AddDays(1);
    }
}
