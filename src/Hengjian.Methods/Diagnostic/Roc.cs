using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>The area under one ROC curve. Variance, standard error and interval are null where a class has a single case.</summary>
/// <param name="Positives">Cases with the condition.</param>
/// <param name="Negatives">Cases without.</param>
/// <param name="Auc">In [0, 1]; ½ is chance.</param>
/// <param name="Variance">DeLong's variance of the area.</param>
/// <param name="StandardError">Its root.</param>
/// <param name="Interval">Area ± z·standard error, cut to [0, 1].</param>
public sealed record RocResult(int Positives, int Negatives, double Auc, double? Variance, double? StandardError, Interval? Interval);

/// <summary>The empirical ROC area with DeLong's variance.</summary>
/// <remarks>
/// AUC = (R₁ − n₁(n₁+1)/2)/(n₁n₀) with midranks (Bamber, J. Math. Psychol. 12 (1975) 387); variance of DeLong et al., Biometrics 44 (1988) 837.
/// </remarks>
public static class Roc
{
    /// <summary>Area, variance and interval of one score.</summary>
    /// <param name="truth">Whether each case has the condition.</param>
    /// <param name="scores">One finite score a case.</param>
    /// <param name="direction">Which scores speak for the condition.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">Different lengths, or a score that is not finite.</exception>
    /// <exception cref="UndefinedResultException">One class only.</exception>
    public static RocResult Analyse(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, ScoreDirection direction = ScoreDirection.Higher, double level = 0.95)
    {
        var z = Distributions.NormalCritical(level);
        var placements = Placements.Of(truth, scores, direction);
        var (positives, negatives, auc) = (placements.Positives.Length, placements.Negatives.Length, placements.Auc);
        if (!placements.HasVariance)
            return new RocResult(positives, negatives, auc, null, null, null);
        var variance = DeLongCovariance.Of(placements, placements).Value;
        var error = Math.Sqrt(variance);
        var interval = new Interval(Math.Max(0, auc - z * error), Math.Min(1, auc + z * error));
        return new RocResult(positives, negatives, auc, variance, error, interval);
    }

    /// <summary>The area alone.</summary>
    /// <inheritdoc cref="Analyse"/>
    public static double Auc(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, ScoreDirection direction = ScoreDirection.Higher) =>
        Placements.Of(truth, scores, direction).Auc;
}
