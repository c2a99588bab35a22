using System.Numerics;
using System.Runtime.InteropServices;

namespace Hengjian.Methods.Monitoring;

/// <summary>A maximum mean discrepancy.</summary>
/// <param name="Bandwidth">h of the kernel exp(−(x−y)²/h), the median squared distance of the pooled pairs; 0 where more than half of the pairs are tied.</param>
/// <param name="Unbiased">MMD² without the diagonal, may be negative; null where the bandwidth is 0 or a sample holds one value.</param>
/// <param name="Biased">MMD² by plain means, not negative; null where the bandwidth is 0.</param>
public sealed record MaximumMeanDiscrepancyResult(double Bandwidth, double? Unbiased, double? Biased);

/// <summary>
/// Squared maximum mean discrepancy of two samples under a Gaussian kernel with the median heuristic.
/// Source: A. Gretton et al., "A kernel two-sample test", JMLR 13 (2012) 723, equations 3 and 5.
/// </summary>
/// <remarks>Time grows with the square of the pooled size, memory with the size. The sums are the same on any number of threads.</remarks>
public static class MaximumMeanDiscrepancy
{
    const int RowsPerBlock = 64;

    /// <summary>Computes both estimates, in parallel on the current task scheduler.</summary>
    /// <param name="sortedReference">Ascending, at least one value.</param>
    /// <param name="sortedCurrent">Ascending, at least one value.</param>
    /// <param name="progress">Receives the share of the rows done, from worker threads; or null.</param>
    /// <param name="cancellation">Watched between blocks of rows.</param>
    public static MaximumMeanDiscrepancyResult Compute(
        double[] sortedReference, double[] sortedCurrent, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        double n = sortedReference.Length, m = sortedCurrent.Length;
        if (n == 0 || m == 0)
            throw new ArgumentException("Both samples need at least one value.", nameof(sortedReference));
        double[] pooled = [.. sortedReference, .. sortedCurrent];
        Array.Sort(pooled);
        var bandwidth = MedianPairDistance.Squared(pooled);
        if (bandwidth == 0)
            return new MaximumMeanDiscrepancyResult(0, null, null);

        var scale = -1 / bandwidth;
        long done = 0;
        var withinReference = SumOfPairs(sortedReference, row => sortedReference.AsSpan(row + 1), scale, Advance, cancellation);
        var withinCurrent = SumOfPairs(sortedCurrent, row => sortedCurrent.AsSpan(row + 1), scale, Advance, cancellation);
        var between = SumOfPairs(sortedReference, _ => sortedCurrent, scale, Advance, cancellation) / (n * m);
        var biased = (((2 * withinReference) + n) / (n * n)) + (((2 * withinCurrent) + m) / (m * m)) - (2 * between);
        double? unbiased = n < 2 || m < 2
            ? null
            : (2 * withinReference / (n * (n - 1))) + (2 * withinCurrent / (m * (m - 1))) - (2 * between);
        return new MaximumMeanDiscrepancyResult(bandwidth, unbiased, Math.Max(0, biased));

        void Advance(int rows) => progress?.Report(Interlocked.Add(ref done, rows) / ((2 * n) + m));
    }

    delegate ReadOnlySpan<double> Partners(int row);

    /// <summary>Σ exp(scale·(x−y)²) over every row x and its partners y. Blocks of rows run in parallel and are added in their order.</summary>
    static double SumOfPairs(double[] rows, Partners partnersOf, double scale, Action<int> advance, CancellationToken cancellation)
    {
        var blocks = new double[(rows.Length + RowsPerBlock - 1) / RowsPerBlock];
        var parallel = new ParallelOptions { CancellationToken = cancellation, TaskScheduler = TaskScheduler.Current };
        Parallel.For(0, blocks.Length, parallel, block =>
        {
            double sum = 0;
            int first = block * RowsPerBlock, end = Math.Min(rows.Length, first + RowsPerBlock);
            for (var row = first; row < end; row++)
                sum += KernelSum(rows[row], partnersOf(row), scale);
            blocks[block] = sum;
            advance(end - first);
        });
        return blocks.Sum();
    }

    static double KernelSum(double x, ReadOnlySpan<double> partners, double scale)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(partners);
        var point = new Vector<double>(x);
        var sums = Vector<double>.Zero;
        foreach (var vector in vectors)
        {
            var difference = vector - point;
            sums += Vector.Exp(difference * difference * scale);
        }

        var sum = Vector.Sum(sums);
        foreach (var y in partners[(vectors.Length * Vector<double>.Count)..])
            sum += Math.Exp((y - x) * (y - x) * scale);
        return sum;
    }
}
