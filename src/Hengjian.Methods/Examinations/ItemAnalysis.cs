using Hengjian.Methods.Common;

namespace Hengjian.Methods.Examinations;

/// <summary>An item of a test.</summary>
/// <param name="Difficulty">Mean share of the item's marks, in [0, 1]; 1 is the easiest.</param>
/// <param name="Discrimination">Corrected point-biserial: correlation of the item with the total of the others; null where one of them does not vary.</param>
/// <param name="UpperLower">Mean share in the upper group minus that in the lower, in [−1, 1].</param>
public sealed record ItemStatistics(double Difficulty, double? Discrimination, double UpperLower);

/// <summary>A test.</summary>
/// <param name="Candidates">n.</param>
/// <param name="Mean">Mean total, as a share of all marks.</param>
/// <param name="StandardDeviation">Of the totals, as a share, with n − 1.</param>
/// <param name="Alpha">Cronbach's alpha; at most 1, may be negative; null where the totals do not vary.</param>
/// <param name="AlphaInterval">Feldt's interval; null with it.</param>
/// <param name="GroupSize">Candidates in each of the upper and lower groups.</param>
/// <param name="Items">In the order given.</param>
public sealed record TestStatistics(int Candidates, double Mean, double StandardDeviation, double? Alpha, Interval? AlphaInterval, int GroupSize, IReadOnlyList<ItemStatistics> Items);

/// <summary>Classical item analysis of a test.</summary>
/// <remarks>
/// Cronbach, Psychometrika 16 (1951) 297; interval of Feldt, Psychometrika 30 (1965) 357; correction for overlap: the item is left out of the total that it is correlated with
/// (Henrysson, Psychometrika 28 (1963) 211); upper and lower 27 %: Kelley, J. Educ. Psychol. 30 (1939) 17.
/// </remarks>
public static class ItemAnalysis
{
    const double GroupShare = 0.27;

    /// <summary>Analyses marks.</summary>
    /// <param name="marks">One array a candidate with the marks obtained at each item.</param>
    /// <param name="maxima">The full marks of each item, above 0.</param>
    /// <param name="level">Confidence of the interval, in (0, 1).</param>
    /// <exception cref="BadInputException">Fewer than 3 candidates or 2 items, rows of different lengths, or marks outside [0, full].</exception>
    public static TestStatistics Analyse(IReadOnlyList<double[]> marks, IReadOnlyList<double> maxima, double level = 0.95)
    {
        int n = marks.Count, k = maxima.Count;
        if (n < 3 || k < 2)
            throw new BadInputException("item analysis needs 3 candidates and 2 items");
        if (maxima.Any(m => !(m > 0)) || marks.Any(row => row.Length != k || row.Where((x, i) => !(x >= 0 && x <= maxima[i])).Any()))
            throw new BadInputException("each candidate has one mark an item, between 0 and its full marks");

        var totals = marks.Select(row => row.Sum()).ToArray();
        var full = maxima.Sum();
        var variances = Enumerable.Range(0, k).Select(i => Variance([.. marks.Select(row => row[i])])).ToArray();
        var totalVariance = Variance(totals);
        double? alpha = totalVariance > 0 ? k / (k - 1.0) * (1 - variances.Sum() / totalVariance) : null;
        var size = Math.Max(1, (int)Math.Round(n * GroupShare, MidpointRounding.AwayFromZero));
        var order = Enumerable.Range(0, n).OrderByDescending(c => totals[c]).ThenBy(c => c).ToArray();
        var items = new ItemStatistics[k];
        for (var i = 0; i < k; i++)
        {
            var own = marks.Select(row => row[i]).ToArray();
            var rest = totals.Select((t, c) => t - own[c]).ToArray();
            items[i] = new ItemStatistics(
                own.Average() / maxima[i], Correlation(own, rest), (order.Take(size).Average(c => own[c]) - order.TakeLast(size).Average(c => own[c])) / maxima[i]);
        }

        return new TestStatistics(n, totals.Average() / full, Math.Sqrt(totalVariance) / full, alpha, alpha is { } a ? Feldt(a, n, k, level) : null, size, items);
    }

    /// <summary>(1 − α̂)·F at both tails, with n − 1 and (n − 1)(k − 1) degrees of freedom.</summary>
    static Interval Feldt(double alpha, int n, int k, double level)
    {
        double df1 = n - 1, df2 = (n - 1.0) * (k - 1), tail = (1 - level) / 2;
        return new Interval(1 - (1 - alpha) * Distributions.FUpperQuantile(tail, df1, df2), 1 - (1 - alpha) * Distributions.FQuantile(tail, df1, df2));
    }

    static double Variance(double[] x)
    {
        var mean = x.Average();
        return x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1);
    }

    static double? Correlation(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average(), xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : null;
    }
}
