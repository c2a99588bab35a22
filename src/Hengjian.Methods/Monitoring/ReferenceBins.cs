using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>The share of each window in one bin or category, in [0, 1].</summary>
/// <param name="Reference">Share of the reference window.</param>
/// <param name="Current">Share of the current window.</param>
public readonly record struct SharePair(double Reference, double Current);

/// <summary>
/// Bins of about equal share in a reference sample: edges at its type-7 quantiles j/k, duplicates removed, the outer ones moved to ±∞; bins are [a, b).
/// </summary>
public sealed class ReferenceBins
{
    readonly double[] innerEdges;

    ReferenceBins(double[] innerEdges) => this.innerEdges = innerEdges;

    /// <summary>Bins of the reference; null where it is constant, since then there is no edge between two bins nor a width of one.</summary>
    /// <param name="sortedReference">At least one value, ascending.</param>
    /// <param name="bins">How many bins to aim at, at least 1; ties may leave fewer.</param>
    public static ReferenceBins? Of(ReadOnlySpan<double> sortedReference, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var edges = new List<double>(bins + 1);
        for (var j = 0; j <= bins; j++)
        {
            var edge = Quantiles.Type7(sortedReference, (double)j / bins);
            if (edges.Count == 0 || edge > edges[^1])
                edges.Add(edge);
        }

        return edges.Count < 2 ? null : new ReferenceBins([.. edges[1..^1]]);
    }

    /// <summary>The share of the values that falls into each bin.</summary>
    public double[] Shares(ReadOnlySpan<double> values)
    {
        var counts = new double[innerEdges.Length + 1];
        foreach (var value in values)
            counts[BinOf(value)]++;
        for (var bin = 0; bin < counts.Length; bin++)
            counts[bin] /= values.Length;
        return counts;
    }

    int BinOf(double value)
    {
        var found = Array.BinarySearch(innerEdges, value);
        return found >= 0 ? found + 1 : ~found;
    }
}
