using System.Numerics;
using System.Runtime.InteropServices;

namespace Hengjian.Methods.Dea;

/// <summary>
/// Searches over the products of all columns, several at a time. In the dual ratio test a candidate is a column whose pivot is below 0;
/// its ratio is its reduced cost (the negative of <c>negatedCosts</c>, rounding below 0 taken for 0) over the size of its pivot.
/// </summary>
internal static class RatioTest
{
    /// <summary>The smallest ratio of all candidates; infinity when there is none.</summary>
    public static double Smallest(ReadOnlySpan<double> pivots, ReadOnlySpan<double> negatedCosts)
    {
        var p = MemoryMarshal.Cast<double, Vector<double>>(pivots);
        var c = MemoryMarshal.Cast<double, Vector<double>>(negatedCosts);
        var smallest = new Vector<double>(double.PositiveInfinity);
        for (var i = 0; i < p.Length; i++)
            smallest = Vector.Min(smallest, Ratios(p[i], c[i]));
        var best = double.PositiveInfinity;
        for (var lane = 0; lane < Vector<double>.Count; lane++)
            best = Math.Min(best, smallest[lane]);
        for (var j = p.Length * Vector<double>.Count; j < pivots.Length; j++)
            best = Math.Min(best, Ratio(pivots[j], negatedCosts[j]));
        return best;
    }

    /// <summary>Among the candidates whose ratio is at most the bound, the one with the largest pivot, or simply the first.</summary>
    public static int LargestPivotWithin(double bound, ReadOnlySpan<double> pivots, ReadOnlySpan<double> negatedCosts, bool first)
    {
        var p = MemoryMarshal.Cast<double, Vector<double>>(pivots);
        var c = MemoryMarshal.Cast<double, Vector<double>>(negatedCosts);
        var limit = new Vector<double>(bound);
        var best = -1;
        for (var i = 0; i < p.Length; i++)
        {
            if (!Vector.LessThanOrEqualAny(Ratios(p[i], c[i]), limit))
                continue;
            for (var j = i * Vector<double>.Count; j < (i + 1) * Vector<double>.Count; j++)
                Consider(j, pivots, negatedCosts);
            if (first && best >= 0)
                return best;
        }

        for (var j = p.Length * Vector<double>.Count; j < pivots.Length; j++)
            Consider(j, pivots, negatedCosts);
        return best;

        void Consider(int j, ReadOnlySpan<double> pivots, ReadOnlySpan<double> negatedCosts)
        {
            if (Ratio(pivots[j], negatedCosts[j]) <= bound && (best < 0 || (!first && pivots[j] < pivots[best])))
                best = j;
        }
    }

    /// <summary>The largest value above 0, or the first one; −1 when there is none.</summary>
    public static int Largest(ReadOnlySpan<double> gains, bool first)
    {
        var g = MemoryMarshal.Cast<double, Vector<double>>(gains);
        var best = -1;
        var largest = 0.0;
        for (var i = 0; i < g.Length; i++)
        {
            if (!Vector.GreaterThanAny(g[i], new Vector<double>(largest)))
                continue;
            for (var j = i * Vector<double>.Count; j < (i + 1) * Vector<double>.Count; j++)
            {
                if (gains[j] > largest)
                    (best, largest) = (j, gains[j]);
                if (first && best >= 0)
                    return best;
            }
        }

        for (var j = g.Length * Vector<double>.Count; j < gains.Length && !(first && best >= 0); j++)
        {
            if (gains[j] > largest)
                (best, largest) = (j, gains[j]);
        }

        return best;
    }

    static double Ratio(double pivot, double negatedCost) => pivot < 0 ? Math.Max(0, -negatedCost) / -pivot : double.PositiveInfinity;

    static Vector<double> Ratios(Vector<double> pivots, Vector<double> negatedCosts)
    {
        var ratios = Vector.Max(Vector<double>.Zero, -negatedCosts) / -pivots;
        return Vector.ConditionalSelect(Vector.LessThan(pivots, Vector<double>.Zero), ratios, new Vector<double>(double.PositiveInfinity));
    }
}
