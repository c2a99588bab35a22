namespace Hengjian.Methods.Monitoring;

/// <summary>A u-chart.</summary>
/// <param name="Centre">Events per unit of exposure over phase 1.</param>
/// <param name="Points">One a sample, in order.</param>
public sealed record UChartResult(double Centre, IReadOnlyList<ChartPoint> Points);

/// <summary>
/// Control chart of events per unit of exposure: ū ± 3√(ū/nᵢ), the lower limit cut at 0.
/// Source: D. C. Montgomery, Introduction to Statistical Quality Control, ch. 7.
/// </summary>
public static class UChart
{
    /// <summary>Computes the chart.</summary>
    /// <param name="samples">Events are counts; the exposure (cases, patient days) need not be whole.</param>
    /// <exception cref="Common.BadInputException">Numbers out of range, or no sample sets the centre.</exception>
    public static UChartResult Compute(IReadOnlyList<CountSample> samples)
    {
        CountSample.RequireCounts(samples);
        var centre = CountSample.Centre(samples);
        return new UChartResult(centre, [.. samples.Select(Limits)]);

        ChartPoint Limits(CountSample sample)
        {
            var halfWidth = 3 * Math.Sqrt(centre / sample.Size);
            return new ChartPoint(sample.Rate, Math.Max(0, centre - halfWidth), centre + halfWidth);
        }
    }
}
