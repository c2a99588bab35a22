namespace Hengjian.Methods.Monitoring;

/// <summary>A two-sample Kolmogorov–Smirnov test.</summary>
/// <param name="D">Largest distance of the empirical distribution functions, in [0, 1].</param>
/// <param name="PExact">P(D ≥ d) by counting lattice paths, ties ignored; null where the product of the sizes exceeds 10⁷.</param>
/// <param name="PAsymptotic">The limit law at D√(nm/(n+m)).</param>
public sealed record KolmogorovSmirnovResult(double D, double? PExact, double PAsymptotic);

/// <summary>
/// Two-sample Kolmogorov–Smirnov test. Sources: N. V. Smirnov (1939); the exact law by counting lattice paths, J. L. Hodges,
/// "The significance probability of the Smirnov two-sample test", Ark. Mat. 3 (1958) 469.
/// </summary>
public static class KolmogorovSmirnov
{
    /// <summary>The largest product of the sizes for which the exact law is counted.</summary>
    public const long LargestExactProduct = 10_000_000;

    /// <summary>Tests two samples.</summary>
    /// <param name="sortedFirst">Ascending, at least one value.</param>
    /// <param name="sortedSecond">Ascending, at least one value.</param>
    public static KolmogorovSmirnovResult Test(ReadOnlySpan<double> sortedFirst, ReadOnlySpan<double> sortedSecond)
    {
        long n = sortedFirst.Length, m = sortedSecond.Length;
        if (n == 0 || m == 0)
            throw new ArgumentException("Both samples need at least one value.", nameof(sortedFirst));
        var distance = LargestDistance(sortedFirst, sortedSecond);
        var d = (double)distance / ((double)n * m);
        double? exact = n * m <= LargestExactProduct ? ExactTail((int)n, (int)m, distance) : null;
        return new KolmogorovSmirnovResult(d, exact, AsymptoticTail(d * Math.Sqrt((double)n * m / (n + m))));
    }

    /// <summary>nm·D, a whole number: the largest |i·m − j·n| over the distinct values, i and j values being at or below.</summary>
    static long LargestDistance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        long largest = 0;
        int i = 0, j = 0;
        while (i < first.Length && j < second.Length)
        {
            var value = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] == value)
                i++;
            while (j < second.Length && second[j] == value)
                j++;
            largest = Math.Max(largest, Math.Abs(((long)i * second.Length) - ((long)j * first.Length)));
        }

        return largest;
    }

    /// <summary>
    /// The share of the monotone lattice paths from (0,0) to (n,m) that meet |i·m − j·n| ≥ distance. reached[j] is that share for paths to (i,j):
    /// 1 where (i,j) itself qualifies, else the mean of its two predecessors weighted by how many paths come from each. Only positive terms are
    /// added, so tails far below 1e-16 keep their digits.
    /// </summary>
    internal static double ExactTail(int n, int m, long distance)
    {
        if (m > n)
            (n, m) = (m, n);
        var reached = new double[m + 1];
        for (var i = 0; i <= n; i++)
        {
            for (var j = 0; j <= m; j++)
            {
                if (Math.Abs(((long)i * m) - ((long)j * n)) >= distance)
                    reached[j] = 1;
                else if (i + j > 0)
                    reached[j] = (((i == 0 ? 0 : reached[j]) * i) + ((j == 0 ? 0 : reached[j - 1]) * j)) / (i + j);
            }
        }

        return reached[m];
    }

    /// <summary>2Σ(−1)^{j−1}e^{−2j²λ²}; for small λ by the theta-function form of the same sum, which converges there.</summary>
    internal static double AsymptoticTail(double lambda)
    {
        if (lambda <= 0)
            return 1;
        double sum = 0;
        if (lambda < 1)
        {
            for (var j = 1; j <= 9; j += 2)
                sum += Math.Exp(-j * j * Math.PI * Math.PI / (8 * lambda * lambda));
            return 1 - (Math.Sqrt(2 * Math.PI) / lambda * sum);
        }

        for (var j = 8; j >= 1; j--)
            sum = Math.Exp(-2.0 * j * j * lambda * lambda) - sum;
        return 2 * sum;
    }
}
