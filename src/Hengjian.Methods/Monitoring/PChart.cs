namespace Hengjian.Methods.Monitoring;

/// <summary>A p-chart.</summary>
/// <param name="Centre">Share of events over phase 1, in [0, 1].</param>
/// <param name="Points">One a sample, in order.</param>
/// <param name="Runs">Positions (from 0) of the points that end or prolong a run on one side of the centre.</param>
public sealed record PChartResult(double Centre, IReadOnlyList<ChartPoint> Points, IReadOnlyList<int> Runs);

/// <summary>
/// Control chart of a proportion with samples of any size: p̄ ± 3√(p̄(1−p̄)/nᵢ), cut to [0, 1].
/// Source: D. C. Montgomery, Introduction to Statistical Quality Control, ch. 7.
/// </summary>
public static class PChart
{
    /// <summary>Computes the chart.</summary>
    /// <param name="samples">Whole counts, events at most the size.</param>
    /// <param name="runLength">From which length on a run of points strictly on one side of the centre counts, at least 1.</param>
    /// <exception cref="Common.BadInputException">Counts out of range, or no sample sets the centre.</exception>
    public static PChartResult Compute(IReadOnlyList<CountSample> samples, int runLength = 7)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runLength, 1);
        CountSample.RequireProportions(samples);
        var centre = CountSample.Centre(samples);
        return new PChartResult(centre, [.. samples.Select(sample => Limits(sample, centre, 1))], Runs(samples, centre, runLength));
    }

    /// <summary>The point of a sample; <paramref name="inflation"/> multiplies the binomial standard error.</summary>
    internal static ChartPoint Limits(CountSample sample, double centre, double inflation)
    {
        var halfWidth = 3 * StandardError(sample, centre) * inflation;
        return new ChartPoint(sample.Rate, Math.Max(0, centre - halfWidth), Math.Min(1, centre + halfWidth));
    }

    internal static double StandardError(CountSample sample, double centre) => Math.Sqrt(centre * (1 - centre) / sample.Size);

    internal static List<int> Runs(IReadOnlyList<CountSample> samples, double centre, int runLength)
    {
        var runs = new List<int>();
        int side = 0, length = 0;
        for (var i = 0; i < samples.Count; i++)
        {
            var own = samples[i].Rate.CompareTo(centre);
            length = own == side ? length + 1 : 1;
            side = own;
            if (side != 0 && length >= runLength)
                runs.Add(i);
        }

        return runs;
    }
}
