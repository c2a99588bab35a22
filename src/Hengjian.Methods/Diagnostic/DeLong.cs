using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>The comparison of two scores on the same cases. Covariance, test and interval are null where a class has a single case.</summary>
/// <param name="Positives">Cases with the condition.</param>
/// <param name="Negatives">Cases without.</param>
/// <param name="AucA">Area of the first score.</param>
/// <param name="AucB">Area of the second.</param>
/// <param name="Difference">A − B.</param>
/// <param name="Covariance">Of the two areas.</param>
/// <param name="Z">Difference over its standard error; null too where that is zero and the difference is not.</param>
/// <param name="P">Two-sided, by the normal law.</param>
/// <param name="Interval">Of the difference.</param>
/// <param name="Degenerate">The difference has no variance (≤ 1e-15): p is 1 where there is no difference, else 0.</param>
public sealed record PairedDeLongResult(
    int Positives,
    int Negatives,
    double AucA,
    double AucB,
    double Difference,
    double? Covariance,
    double? Z,
    double? P,
    Interval? Interval,
    bool Degenerate);

/// <summary>The comparison of one score between two groups of different cases. Test and df are null where a class has a single case.</summary>
/// <param name="AucA">Area in the first group.</param>
/// <param name="AucB">Area in the second.</param>
/// <param name="Statistic">(A₁−A₂)/√(V₁+V₂).</param>
/// <param name="DegreesOfFreedom">Welch's, with the cases of each group.</param>
/// <param name="P">Two-sided, by Student's t.</param>
public sealed record UnpairedDeLongResult(double AucA, double AucB, double? Statistic, double? DegreesOfFreedom, double? P);

/// <summary>Tests of the difference of two areas under ROC curves.</summary>
/// <remarks>DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837; the unpaired t with Welch's degrees of freedom follows Robin et al., BMC Bioinformatics 12 (2011) 77.</remarks>
public static class DeLong
{
    const double NoVariance = 1e-15;
    const int ParallelFrom = 50_000;

    /// <summary>Compares two scores given to the same cases.</summary>
    /// <param name="truth">Whether each case has the condition.</param>
    /// <param name="scoresA">One finite score a case.</param>
    /// <param name="scoresB">The other score.</param>
    /// <param name="direction">Which scores speak for the condition.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">Different lengths, or a score that is not finite.</exception>
    /// <exception cref="UndefinedResultException">One class only.</exception>
    public static PairedDeLongResult Paired(
        bool[] truth, double[] scoresA, double[] scoresB, ScoreDirection direction = ScoreDirection.Higher, double level = 0.95)
    {
        var critical = Distributions.NormalCritical(level);
        var (a, b) = PlaceBoth(truth, scoresA, scoresB, direction);
        var (positives, negatives, difference) = (a.Positives.Length, a.Negatives.Length, a.Auc - b.Auc);
        if (!a.HasVariance)
            return new PairedDeLongResult(positives, negatives, a.Auc, b.Auc, difference, null, null, null, null, false);

        var joint = DeLongCovariance.Of(a, b);
        var variance = DeLongCovariance.OfDifference(DeLongCovariance.Of(a, a), DeLongCovariance.Of(b, b), joint).Value;
        var error = Math.Sqrt(variance);
        var interval = new Interval(difference - critical * error, difference + critical * error);
        var degenerate = variance <= NoVariance;
        double? z = !degenerate ? difference / error : difference == 0 ? 0 : null;
        var p = z is { } statistic ? Distributions.NormalTwoSided(statistic) : 0;
        return new PairedDeLongResult(positives, negatives, a.Auc, b.Auc, difference, joint.Value, z, p, interval, degenerate);
    }

    /// <summary>Compares the areas of one score in two groups of different cases.</summary>
    /// <param name="truthA">Whether each case of the first group has the condition.</param>
    /// <param name="scoresA">Their scores.</param>
    /// <param name="truthB">The same of the second group.</param>
    /// <param name="scoresB">Their scores.</param>
    /// <param name="direction">Which scores speak for the condition.</param>
    /// <exception cref="BadInputException">Different lengths, or a score that is not finite.</exception>
    /// <exception cref="UndefinedResultException">A group has one class only, or neither area varies.</exception>
    public static UnpairedDeLongResult Unpaired(
        ReadOnlySpan<bool> truthA,
        ReadOnlySpan<double> scoresA,
        ReadOnlySpan<bool> truthB,
        ReadOnlySpan<double> scoresB,
        ScoreDirection direction = ScoreDirection.Higher)
    {
        var a = Roc.Analyse(truthA, scoresA, direction);
        var b = Roc.Analyse(truthB, scoresB, direction);
        if (a.Variance is not { } v1 || b.Variance is not { } v2)
            return new UnpairedDeLongResult(a.Auc, b.Auc, null, null, null);
        if (v1 + v2 == 0)
            throw new UndefinedResultException("zero variance: neither area varies");
        var statistic = (a.Auc - b.Auc) / Math.Sqrt(v1 + v2);
        var df = (v1 + v2) * (v1 + v2) / (v1 * v1 / (truthA.Length - 1) + v2 * v2 / (truthB.Length - 1));
        return new UnpairedDeLongResult(a.Auc, b.Auc, statistic, df, Distributions.StudentTwoSided(statistic, df));
    }

    static (Placements A, Placements B) PlaceBoth(bool[] truth, double[] scoresA, double[] scoresB, ScoreDirection direction)
    {
        // Both are checked before the work is shared out, so that an error arrives as itself and not inside an AggregateException.
        if (truth.Length != scoresA.Length || truth.Length != scoresB.Length)
            throw new BadInputException("truth and scores have different lengths");
        if (truth.Length < ParallelFrom)
            return (Placements.Of(truth, scoresA, direction), Placements.Of(truth, scoresB, direction));
        var second = Task.Run(() => Placements.Of(truth, scoresB, direction));
        var first = Placements.Of(truth, scoresA, direction);
        return (first, second.GetAwaiter().GetResult());
    }
}
