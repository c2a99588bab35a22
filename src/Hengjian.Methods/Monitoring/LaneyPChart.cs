using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>A Laney p′-chart.</summary>
/// <param name="Centre">Share of events over phase 1, in [0, 1].</param>
/// <param name="SigmaZ">Spread of the standardised points relative to binomial sampling; 1 where there is no over-dispersion.</param>
/// <param name="Points">One a sample, in order.</param>
/// <param name="Runs">Positions (from 0) of the points that end or prolong a run on one side of the centre.</param>
public sealed record LaneyPChartResult(double Centre, double SigmaZ, IReadOnlyList<ChartPoint> Points, IReadOnlyList<int> Runs);

/// <summary>
/// Control chart of a proportion that varies more (or less) than binomial sampling explains: zᵢ = (pᵢ−p̄)/σᵢ, σ_z = mean|zᵢ−zᵢ₋₁|/1.128 over
/// phase 1, limits p̄ ± 3σᵢσ_z cut to [0, 1]. Source: D. B. Laney, "Improved control charts for attributes", Quality Engineering 14 (2002) 531.
/// </summary>
public static class LaneyPChart
{
    /// <summary>Computes the chart.</summary>
    /// <param name="samples">Whole counts, events at most the size; at least two set the centre.</param>
    /// <param name="runLength">From which length on a run of points strictly on one side of the centre counts, at least 1.</param>
    /// <exception cref="BadInputException">Counts out of range, or fewer than two samples set the centre.</exception>
    /// <exception cref="UndefinedResultException">Phase 1 holds no event or nothing else, so that σᵢ is 0.</exception>
    public static LaneyPChartResult Compute(IReadOnlyList<CountSample> samples, int runLength = 7)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runLength, 1);
        CountSample.RequireProportions(samples);
        var centre = CountSample.Centre(samples);
        if (centre is 0 or 1)
            throw new UndefinedResultException("phase 1 has no variance: every unit, or none, had the event");
        double[] z = [.. samples.Where(sample => sample.SetsCentre).Select(sample => (sample.Rate - centre) / PChart.StandardError(sample, centre))];
        var sigmaZ = ProcessSpread.MovingRangeSigma(z);
        return new LaneyPChartResult(
            centre,
            sigmaZ,
            [.. samples.Select(sample => PChart.Limits(sample, centre, sigmaZ))],
            PChart.Runs(samples, centre, runLength));
    }
}
