using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>How two windows of a numeric value differ.</summary>
/// <param name="Shares">Shares in the bins of the reference; null where the reference is constant.</param>
/// <param name="PopulationStability">PSI; null where the reference is constant.</param>
/// <param name="JensenShannonNats">Divergence over the same bins; null where the reference is constant.</param>
/// <param name="KolmogorovSmirnov">The two-sample test.</param>
/// <param name="Wasserstein">Distance in the unit of the value.</param>
/// <param name="MaximumMeanDiscrepancy">The kernel distance.</param>
public sealed record NumericDrift(
    IReadOnlyList<SharePair>? Shares, double? PopulationStability, double? JensenShannonNats, KolmogorovSmirnovResult KolmogorovSmirnov,
    double Wasserstein, MaximumMeanDiscrepancyResult MaximumMeanDiscrepancy);

/// <summary>A χ² test of homogeneity.</summary>
/// <param name="Value">χ² without continuity correction.</param>
/// <param name="DegreesOfFreedom">Categories seen in either window, minus 1.</param>
/// <param name="P">Upper tail.</param>
public sealed record HomogeneityTest(double Value, int DegreesOfFreedom, double P);

/// <summary>How the category shares of two windows differ.</summary>
/// <param name="Shares">One a category, in the order of the input.</param>
/// <param name="PopulationStability">PSI.</param>
/// <param name="JensenShannonNats">Divergence in nats.</param>
/// <param name="ChiSquare">Null where fewer than two categories were seen.</param>
public sealed record CategoryDrift(IReadOnlyList<SharePair> Shares, double PopulationStability, double JensenShannonNats, HomogeneityTest? ChiSquare);

/// <summary>Distribution drift between a reference window and a current window, by every measure at once.</summary>
public static class Drift
{
    /// <summary>Compares a numeric value.</summary>
    /// <param name="reference">At least one value, in any order.</param>
    /// <param name="current">At least one value, in any order.</param>
    /// <param name="bins">How many quantile bins of the reference to use for PSI and Jensen–Shannon, at least 1.</param>
    /// <param name="epsilon">Floor of a share in PSI, above 0.</param>
    /// <param name="progress">Receives the share of the kernel distance done, from worker threads; or null.</param>
    /// <param name="cancellation">Watched by the kernel distance.</param>
    /// <exception cref="BadInputException">A window without values.</exception>
    public static NumericDrift Compare(
        IReadOnlyList<double> reference, IReadOnlyList<double> current, int bins = 10, double epsilon = 1e-4, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        if (reference.Count == 0 || current.Count == 0)
            throw new BadInputException("both windows need at least one value");
        var first = Sorted(reference);
        var second = Sorted(current);
        SharePair[]? shares = null;
        if (ReferenceBins.Of(first, bins) is { } binning)
            shares = [.. binning.Shares(first).Zip(binning.Shares(second), (r, c) => new SharePair(r, c))];
        return new NumericDrift(
            shares,
            shares is null ? null : PopulationStability.Index(shares, epsilon),
            shares is null ? null : JensenShannon.DivergenceNats(shares),
            KolmogorovSmirnov.Test(first, second),
            Wasserstein.Distance(first, second),
            MaximumMeanDiscrepancy.Compute(first, second, progress, cancellation));
    }

    /// <summary>Compares counts by category.</summary>
    /// <param name="counts">Whole counts of (reference, current), one a category.</param>
    /// <param name="epsilon">Floor of a share in PSI, above 0.</param>
    /// <exception cref="BadInputException">A negative count, or no category.</exception>
    /// <exception cref="UndefinedResultException">A window without a single case, which has no shares.</exception>
    public static CategoryDrift CompareCounts(IReadOnlyList<(double Reference, double Current)> counts, double epsilon = 1e-4)
    {
        for (var i = 0; i < counts.Count; i++)
        {
            if (!(counts[i].Reference >= 0 && counts[i].Current >= 0))
                throw new BadInputException("a count must not be below 0", i + 1);
        }

        var reference = counts.Sum(count => count.Reference);
        var current = counts.Sum(count => count.Current);
        if (reference == 0 || current == 0)
            throw new UndefinedResultException($"the {(reference == 0 ? "reference" : "current")} counts are all 0, so there are no shares");
        SharePair[] shares = [.. counts.Select(count => new SharePair(count.Reference / reference, count.Current / current))];
        return new CategoryDrift(
            shares, PopulationStability.Index(shares, epsilon), JensenShannon.DivergenceNats(shares), ChiSquare(counts, reference, current));
    }

    static HomogeneityTest? ChiSquare(IReadOnlyList<(double Reference, double Current)> counts, double reference, double current)
    {
        double chi2 = 0;
        var seen = 0;
        foreach (var count in counts)
        {
            var total = count.Reference + count.Current;
            if (total == 0)
                continue;
            seen++;
            var expected = total * (reference / (reference + current));
            chi2 += (count.Reference - expected) * (count.Reference - expected) * ((1 / expected) + (1 / (total - expected)));
        }

        return seen < 2 ? null : new HomogeneityTest(chi2, seen - 1, Distributions.ChiSquareUpper(chi2, seen - 1));
    }

    static double[] Sorted(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }
}
