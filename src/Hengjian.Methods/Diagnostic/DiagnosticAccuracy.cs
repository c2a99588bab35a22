using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>The four cells of a binary test against the truth.</summary>
/// <param name="TruePositives">Diseased with a positive test.</param>
/// <param name="FalsePositives">Healthy with a positive test.</param>
/// <param name="FalseNegatives">Diseased with a negative test.</param>
/// <param name="TrueNegatives">Healthy with a negative test.</param>
public readonly record struct ConfusionCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>Diseased.</summary>
    public long Positives => TruePositives + FalseNegatives;

    /// <summary>Healthy.</summary>
    public long Negatives => FalsePositives + TrueNegatives;

    /// <summary>All.</summary>
    public long Total => Positives + Negatives;

    /// <summary>Counts the cells of two columns of the same length.</summary>
    /// <exception cref="BadInputException">The lengths differ.</exception>
    public static ConfusionCounts Of(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> test)
    {
        if (truth.Length != test.Length)
            throw new BadInputException("truth and test have different lengths");
        long tp = 0, fp = 0, fn = 0, tn = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i])
                _ = test[i] ? tp++ : fn++;
            else
                _ = test[i] ? fp++ : tn++;
        }
        return new ConfusionCounts(tp, fp, fn, tn);
    }
}

/// <summary>The measures of a binary test. A measure is null where its denominator is zero.</summary>
/// <param name="Counts">The cells they come from.</param>
/// <param name="Sensitivity">TP/(TP+FN).</param>
/// <param name="Specificity">TN/(TN+FP).</param>
/// <param name="PositivePredictiveValue">TP/(TP+FP).</param>
/// <param name="NegativePredictiveValue">TN/(TN+FN).</param>
/// <param name="Accuracy">(TP+TN)/all.</param>
/// <param name="Youden">Sensitivity + specificity − 1, in [−1, 1].</param>
/// <param name="PositiveLikelihoodRatio">Sensitivity/(1 − specificity), ≥ 0.</param>
/// <param name="NegativeLikelihoodRatio">(1 − sensitivity)/specificity, ≥ 0.</param>
/// <param name="F1">2TP/(2TP+FP+FN), in [0, 1].</param>
/// <param name="MatthewsCorrelation">(TP·TN − FP·FN)/√((TP+FP)(TP+FN)(TN+FP)(TN+FN)), in [−1, 1].</param>
public sealed record DiagnosticAccuracyResult(
    ConfusionCounts Counts,
    ProportionEstimate Sensitivity,
    ProportionEstimate Specificity,
    ProportionEstimate PositivePredictiveValue,
    ProportionEstimate NegativePredictiveValue,
    ProportionEstimate Accuracy,
    double? Youden,
    double? PositiveLikelihoodRatio,
    double? NegativeLikelihoodRatio,
    double? F1,
    double? MatthewsCorrelation);

/// <summary>Accuracy of a binary test against a binary truth, with Wilson intervals.</summary>
public static class DiagnosticAccuracy
{
    /// <summary>All measures of <paramref name="counts"/>.</summary>
    /// <param name="counts">Cells ≥ 0, not all zero.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">A cell is negative, or all are zero.</exception>
    public static DiagnosticAccuracyResult Analyse(ConfusionCounts counts, double level = 0.95)
    {
        var (tp, fp, fn, tn) = counts;
        if (tp < 0 || fp < 0 || fn < 0 || tn < 0 || counts.Total == 0)
            throw new BadInputException("the cells must be counts, and not all zero");
        var sensitivity = Proportion.Estimate(tp, counts.Positives, level);
        var specificity = Proportion.Estimate(tn, counts.Negatives, level);
        var falsePositiveRate = Ratio(fp, counts.Negatives);
        var falseNegativeRate = Ratio(fn, counts.Positives);
        return new DiagnosticAccuracyResult(
            counts,
            sensitivity,
            specificity,
            Proportion.Estimate(tp, tp + fp, level),
            Proportion.Estimate(tn, tn + fn, level),
            Proportion.Estimate(tp + tn, counts.Total, level),
            sensitivity.Value + specificity.Value - 1,
            falsePositiveRate > 0 ? sensitivity.Value / falsePositiveRate : null,
            specificity.Value > 0 ? falseNegativeRate / specificity.Value : null,
            Ratio(2.0 * tp, 2.0 * tp + fp + fn),
            Matthews(counts));
    }

    static double? Ratio(double numerator, double denominator) => denominator > 0 ? numerator / denominator : null;

    static double? Matthews(ConfusionCounts counts)
    {
        var (tp, fp, fn, tn) = counts;
        // The difference of the products is exact; the factors of the root are taken apart so that they cannot overflow.
        var difference = (double)((Int128)tp * tn - (Int128)fp * fn);
        return Ratio(difference, Math.Sqrt((double)(tp + fp) * counts.Positives) * Math.Sqrt((double)(tn + fn) * counts.Negatives));
    }
}
