using System.Globalization;

namespace Hengjian.Governance.Reporting.Domain;

/// <summary>A calendar month as the subject of a report: its id says nothing but year and month.</summary>
internal static class ReportPeriod
{
    public static Guid IdOf(DateOnly month) => new(month.Year, (short)month.Month, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The month's first day.</summary>
    public static DateOnly Of(Guid id)
    {
        var bytes = id.ToByteArray();
        return new DateOnly(BitConverter.ToInt32(bytes, 0), BitConverter.ToInt16(bytes, 4), 1);
    }

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary><c>yyyy-MM</c>.</summary>
    public static string Name(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
