using Hengjian.Methods.Common;

namespace Hengjian.Methods.Agreement;

/// <summary>Concordance of several raters who rank the same objects.</summary>
/// <param name="Subjects">Objects, n.</param>
/// <param name="Raters">k.</param>
/// <param name="W">Corrected for ties, in [0, 1].</param>
/// <param name="WUncorrected">12S/(k²(n³−n)), in [0, 1]; at most <paramref name="W"/>.</param>
/// <param name="ChiSquare">k(n−1)W.</param>
/// <param name="DegreesOfFreedom">n−1.</param>
/// <param name="P">Upper tail of chi-square.</param>
public sealed record KendallWResult(int Subjects, int Raters, double W, double WUncorrected, double ChiSquare, int DegreesOfFreedom, double P);

/// <summary>Kendall's coefficient of concordance.</summary>
/// <remarks>Kendall and Babington Smith, Ann. Math. Stat. 10 (1939) 275; tie correction of Kendall, Rank Correlation Methods (1948), chapter 6.</remarks>
public static class KendallW
{
    /// <summary>W = 12S/(k²(n³−n) − kΣT), S = Σ(Rᵢ−R̄)² over the rank sums, T = Σ(t³−t) over each rater's groups of t ties.</summary>
    /// <param name="ratings">One array a rater, each with a finite rating of every object.</param>
    /// <exception cref="BadInputException">Fewer than two raters or objects, different lengths, or a rating that is not finite.</exception>
    /// <exception cref="UndefinedResultException">Every rater ties all objects.</exception>
    public static KendallWResult Analyse(IReadOnlyList<double[]> ratings)
    {
        RatingMatrix.Require(ratings);
        double k = ratings.Count, n = ratings[0].Length;
        var sums = new double[ratings[0].Length];
        double ties = 0;
        foreach (var column in ratings)
        {
            var ranks = Ranks.Average(column, out var tieTerm);
            ties += tieTerm;
            for (var i = 0; i < sums.Length; i++)
                sums[i] += ranks[i];
        }
        var mean = k * (n + 1) / 2;
        var s = sums.Sum(sum => (sum - mean) * (sum - mean));
        var full = k * k * (n * n * n - n);
        var corrected = full - k * ties;
        if (corrected <= 0)
            throw new UndefinedResultException("zero variance: every rater ties all objects");
        var w = 12 * s / corrected;
        var chiSquare = k * (n - 1) * w;
        return new KendallWResult(
            sums.Length, ratings.Count, w, 12 * s / full, chiSquare, sums.Length - 1, Distributions.ChiSquareUpper(chiSquare, n - 1));
    }
}
