using Hengjian.Methods.Common;

namespace Hengjian.Methods.Agreement;

/// <summary>How near misses count.</summary>
public enum KappaWeights
{
    /// <summary>Only the same category agrees.</summary>
    None,

    /// <summary>1 − |i−j|/(k−1).</summary>
    Linear,

    /// <summary>1 − (i−j)²/(k−1)².</summary>
    Quadratic,
}

/// <summary>Cohen's kappa of two raters.</summary>
/// <param name="N">Subjects.</param>
/// <param name="ObservedAgreement">pₒ = Σwp, in [0, 1].</param>
/// <param name="ExpectedAgreement">pₑ = Σw pᵢ.p.ⱼ, in [0, 1).</param>
/// <param name="Kappa">(pₒ−pₑ)/(1−pₑ), at most 1.</param>
/// <param name="Z">Kappa over its standard error without association; null where that is zero (a rater used one category).</param>
/// <param name="P">Two-sided, by the normal law; null where <paramref name="Z"/> is.</param>
/// <param name="StandardError">Of kappa itself (Fleiss, Cohen and Everitt), for the interval.</param>
/// <param name="Interval">Kappa ± z·standard error, not cut.</param>
public sealed record CohenKappaResult(
    long N, double ObservedAgreement, double ExpectedAgreement, double Kappa, double? Z, double? P, double StandardError, Interval Interval);

/// <summary>Agreement of two raters beyond chance, with weights.</summary>
/// <remarks>
/// Cohen, Educ. Psychol. Meas. 20 (1960) 37 and Psychol. Bull. 70 (1968) 213; variances of Fleiss, Cohen and Everitt, Psychol. Bull. 72 (1969) 323.
/// </remarks>
public static class CohenKappa
{
    // Below this a variance is rounding error: the smallest true one at n = 10⁹ is about 1e-18.
    const double NoVariance = 1e-24;

    /// <summary>Kappa of two columns of ratings.</summary>
    /// <param name="first">The category of each subject by the first rater.</param>
    /// <param name="second">By the second rater.</param>
    /// <param name="weights">How near misses count.</param>
    /// <param name="categories">The scale in order; null for the categories that either rater used.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">No ratings, different lengths, or a rating that is none of the named categories.</exception>
    /// <exception cref="UndefinedResultException">Agreement is certain (both raters used one and the same category).</exception>
    public static CohenKappaResult FromRatings(
        IReadOnlyList<string> first,
        IReadOnlyList<string> second,
        KappaWeights weights = KappaWeights.None,
        Categories? categories = null,
        double level = 0.95)
    {
        categories ??= Categories.Of(first.Concat(second));
        return FromTable(Tabulate(first, second, categories), weights, level);
    }

    /// <summary>The table of two columns of ratings, the first rater's categories in rows.</summary>
    /// <param name="first">The category of each subject by the first rater.</param>
    /// <param name="second">By the second rater.</param>
    /// <param name="categories">The scale in order.</param>
    /// <exception cref="BadInputException">Different lengths, or a rating that is none of the categories.</exception>
    public static long[,] Tabulate(IReadOnlyList<string> first, IReadOnlyList<string> second, Categories categories)
    {
        if (first.Count != second.Count)
            throw new BadInputException("the raters have different numbers of ratings");
        var counts = new long[categories.Count, categories.Count];
        for (var i = 0; i < first.Count; i++)
        {
            var (row, column) = (categories.IndexOf(first[i]), categories.IndexOf(second[i]));
            if (row < 0 || column < 0)
                throw new BadInputException("not one of the categories", row: i + 1, value: row < 0 ? first[i] : second[i]);
            counts[row, column]++;
        }
        return counts;
    }

    /// <summary>Kappa of a square table of counts, the first rater's categories in rows.</summary>
    /// <param name="counts">k×k counts in the order of the scale; a row and column of zeros is a category that counts for the weights.</param>
    /// <param name="weights">How near misses count.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">Not square, a negative count, or no counts at all.</exception>
    /// <exception cref="UndefinedResultException">Agreement is certain (all counts in one cell of the diagonal).</exception>
    public static CohenKappaResult FromTable(long[,] counts, KappaWeights weights = KappaWeights.None, double level = 0.95)
    {
        var critical = Distributions.NormalCritical(level);
        var k = counts.GetLength(0);
        if (k != counts.GetLength(1))
            throw new BadInputException("the table is not square");
        long n = 0;
        foreach (var count in counts)
            n += count >= 0 ? count : throw new BadInputException("a count is negative");
        if (n == 0)
            throw new BadInputException("there are no ratings");

        var rows = new double[k];
        var columns = new double[k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                rows[i] += counts[i, j];
                columns[j] += counts[i, j];
            }
        }
        for (var i = 0; i < k; i++)
        {
            if (rows[i] == n && columns[i] == n)
                throw new UndefinedResultException("expected agreement is 1: both raters used one and the same category");
            rows[i] /= n;
            columns[i] /= n;
        }

        // All in disagreement v = 1 − w, which keeps its digits where agreement is nearly perfect. The mean of v under the null, given a row
        // (a column), is 1 − w̄ᵢ. (1 − w̄.ⱼ).
        var v = Disagreement(weights, k);
        var byRow = new double[k];
        var byColumn = new double[k];
        double observed = 0, expected = 0;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                byRow[i] += columns[j] * v[i, j];
                byColumn[j] += rows[i] * v[i, j];
                observed += counts[i, j] * v[i, j];
                expected += rows[i] * columns[j] * v[i, j];
            }
        }
        observed /= n;
        var ratio = observed / expected;

        // With T = 2 − S and ratio = 1 − κ: w − S = T − v − 1 has the mean (1−pₑ) − 1 under the null, and w − S(1−κ) = T·ratio − v + const has the mean (1−pₒ) + const.
        // Both sums of squares are taken about the mean instead of subtracting its square.
        double nullVariance = 0, variance = 0;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var t = byRow[i] + byColumn[j];
                nullVariance += rows[i] * columns[j] * Square(t - v[i, j] - expected);
                variance += counts[i, j] * Square(t * ratio - v[i, j] - observed);
            }
        }
        variance /= n;
        return Result(n, observed, expected, nullVariance, variance, critical);
    }

    static CohenKappaResult Result(long n, double observed, double expected, double nullVariance, double variance, double critical)
    {
        var kappa = 1 - observed / expected;
        var error = Math.Sqrt(variance / n) / expected;
        double? z = nullVariance > NoVariance ? kappa * expected * Math.Sqrt(n / nullVariance) : null;
        double? p = z is { } statistic ? Distributions.NormalTwoSided(statistic) : null;
        return new CohenKappaResult(n, 1 - observed, 1 - expected, kappa, z, p, error, new Interval(kappa - critical * error, kappa + critical * error));
    }

    static double[,] Disagreement(KappaWeights weights, int k)
    {
        var v = new double[k, k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var distance = Math.Abs(i - j);
                v[i, j] = weights switch
                {
                    KappaWeights.Linear => distance == 0 ? 0 : (double)distance / (k - 1),
                    KappaWeights.Quadratic => distance == 0 ? 0 : Square((double)distance / (k - 1)),
                    _ => distance == 0 ? 0 : 1,
                };
            }
        }
        return v;
    }

    static double Square(double value) => value * value;
}
