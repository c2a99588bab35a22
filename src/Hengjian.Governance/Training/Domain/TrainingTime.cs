using System.Globalization;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Training.Domain;

/// <summary>Calendar months since the first day of a training: 2 July makes six months on 2 January; a day that a month lacks is the first of the next.</summary>
/// <param name="Months">Whole months that are full.</param>
/// <param name="Days">Days beyond them.</param>
/// <param name="ReachedOn">First day on which the months asked for are full.</param>
/// <param name="Share">Months with a tenth, rounded down, for people.</param>
internal sealed record TrainingTime(int Months, int Days, DateOnly ReachedOn, decimal Share)
{
    public static TrainingTime Measure(DateOnly from, DateOnly day, int asked)
    {
        if (day < from)
        {
            return new TrainingTime(0, 0, ShanghaiDay.AddMonths(from, asked), 0);
        }

        var months = 0;
        while (ShanghaiDay.AddMonths(from, months + 1) <= day)
        {
            months++;
        }

        var begun = ShanghaiDay.AddMonths(from, months);
        var days = day.DayNumber - begun.DayNumber;
        var length = ShanghaiDay.AddMonths(from, months + 1).DayNumber - begun.DayNumber;
        return new TrainingTime(months, days, ShanghaiDay.AddMonths(from, asked), months + (decimal.Floor(days * 10m / length) / 10m));
    }

    /// <summary>Hours as text: <c>17.5</c>.</summary>
    public static string Text(decimal hours) => hours.ToString("0.##", CultureInfo.InvariantCulture);
}
