using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Quality.Counting;

/// <summary>
/// The spans that cells are kept for: all time, each month, each day of the examination in Asia/Shanghai. A question about any range of days is answered from whole
/// months and the days at its ends, one about all time from a single span, so that neither grows with history.
/// </summary>
internal static class Period
{
    public const string All = "A";

    /// <summary>The three spans that a day belongs to.</summary>
    public static string[] Of(DateOnly day) => [All, Month(day), Day(day)];

    /// <summary>The local day that dates a case.</summary>
    public static DateOnly DayOf(DateTimeOffset examinedAt) => ShanghaiDay.Of(examinedAt);

    /// <summary>
    /// The stretches of spans that together hold the days from <paramref name="from"/> to <paramref name="to"/>, both included; null leaves an end open.
    /// Each stretch is a pair of first and last span, in ordinal order.
    /// </summary>
    public static IReadOnlyList<(string First, string Last)> Covering(DateOnly? from, DateOnly? to)
    {
        if (from is null && to is null)
        {
            return [(All, All)];
        }

        var first = from ?? DateOnly.MinValue;
        var last = to ?? DateOnly.MaxValue;
        var firstMonth = first.Day == 1 ? first : FirstOfNext(first);
        var lastMonth = last == EndOf(last) ? last : FirstOf(last).AddDays(-1);
        if (firstMonth > lastMonth)
        {
            return [(Day(first), Day(last))];
        }

        var stretches = new List<(string, string)> { (Month(firstMonth), Month(lastMonth)) };
        if (first < firstMonth)
        {
            stretches.Add((Day(first), Day(EndOf(first))));
        }

        if (last > lastMonth)
        {
            stretches.Add((Day(FirstOf(last)), Day(last)));
        }

        return stretches;
    }

    public static string Month(DateOnly day) => day.ToString("'M'yyyy-MM", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("'D'yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly FirstOfNext(DateOnly day) => day is { Year: 9999, Month: 12 } ? DateOnly.MaxValue : FirstOf(day).AddMonths(1);

    private static DateOnly EndOf(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
