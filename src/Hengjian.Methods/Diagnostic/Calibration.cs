using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>One bin of predicted probabilities, (low, high], the first with 0.</summary>
/// <param name="Low">Lower end (j−1)/k.</param>
/// <param name="High">Upper end j/k.</param>
/// <param name="N">Cases.</param>
/// <param name="MeanPredicted">Mean predicted probability; null where the bin is empty.</param>
/// <param name="ObservedRate">Share of events; null where the bin is empty.</param>
public sealed record CalibrationBin(double Low, double High, int N, double? MeanPredicted, double? ObservedRate);

/// <summary>How predicted probabilities agree with what happened.</summary>
/// <param name="Brier">Mean of (p−y)², in [0, 1].</param>
/// <param name="Ece">Expected calibration error Σ(n_b/n)|ȳ_b − p̄_b|, in [0, 1].</param>
/// <param name="Mce">The largest |ȳ_b − p̄_b|.</param>
/// <param name="Intercept">Of the logistic regression of the outcome on logit(p); 0 is perfect.</param>
/// <param name="Slope">Of the same; 1 is perfect, below 1 predictions are too extreme.</param>
/// <param name="InTheLarge">Intercept with logit(p) as offset; above 0 predictions are too low.</param>
/// <param name="Bins">All k bins, also empty ones.</param>
/// <param name="SlopeReason">Why <paramref name="Intercept"/> and <paramref name="Slope"/> are null, else null.</param>
/// <param name="InTheLargeReason">Why <paramref name="InTheLarge"/> is null, else null.</param>
public sealed record CalibrationResult(
    double Brier,
    double Ece,
    double Mce,
    double? Intercept,
    double? Slope,
    double? InTheLarge,
    IReadOnlyList<CalibrationBin> Bins,
    string? SlopeReason,
    string? InTheLargeReason);

/// <summary>Calibration of predicted probabilities.</summary>
/// <remarks>
/// Brier, Mon. Weather Rev. 78 (1950) 1; Naeini et al., AAAI (2015) for the binned errors; Cox, Biometrika 45 (1958) 562 and Van Calster et
/// al., J. Clin. Epidemiol. 74 (2016) 167 for intercept, slope and calibration in the large.
/// </remarks>
public static class Calibration
{
    // The logit of 0 and 1 does not exist; only the regressions see this cut.
    const double Clip = 1e-12;

    /// <summary>All measures.</summary>
    /// <param name="truth">Whether each case had the event.</param>
    /// <param name="probabilities">Predicted, in [0, 1].</param>
    /// <param name="bins">k ≥ 1 bins of equal width.</param>
    /// <exception cref="BadInputException">No cases, different lengths, a probability outside [0, 1], or no bins.</exception>
    public static CalibrationResult Analyse(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, int bins = 10)
    {
        Require(truth, probabilities);
        if (bins < 1)
            throw new BadInputException("at least one bin is needed");
        var n = new int[bins];
        var events = new int[bins];
        var predicted = new double[bins];
        var logits = new double[truth.Length];
        double brier = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            var p = probabilities[i];
            var bin = BinOf(p, bins);
            n[bin]++;
            events[bin] += truth[i] ? 1 : 0;
            predicted[bin] += p;
            brier += truth[i] ? (1 - p) * (1 - p) : p * p;
            var clipped = Math.Clamp(p, Clip, 1 - Clip);
            logits[i] = Math.Log(clipped) - Distributions.LogOneMinus(clipped);
        }

        double ece = 0, mce = 0;
        var result = new CalibrationBin[bins];
        for (var b = 0; b < bins; b++)
        {
            var (low, high) = ((double)b / bins, (b + 1.0) / bins);
            if (n[b] == 0)
            {
                result[b] = new CalibrationBin(low, high, 0, null, null);
                continue;
            }
            result[b] = new CalibrationBin(low, high, n[b], predicted[b] / n[b], (double)events[b] / n[b]);
            var gap = Math.Abs(events[b] - predicted[b]) / n[b];
            ece += gap * n[b] / truth.Length;
            mce = Math.Max(mce, gap);
        }
        var line = LogisticLine.Fit(truth, logits);
        var shift = LogisticLine.FitShift(truth, logits);
        return new CalibrationResult(
            brier / truth.Length, ece, mce, line.Intercept, line.Slope, shift.Value, result, line.Reason, shift.Reason);
    }

    internal static void Require(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities)
    {
        if (truth.Length != probabilities.Length)
            throw new BadInputException("truth and probabilities have different lengths");
        if (truth.IsEmpty)
            throw new BadInputException("there are no cases");
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1))
                throw new BadInputException("a probability must lie in [0, 1]", row: i + 1, value: FormattableString.Invariant($"{probabilities[i]:R}"));
        }
    }

    /// <summary>((j−1)/k, j/k], with the ends as the doubles j/k: the product p·k may round across one, so it is only a first guess.</summary>
    static int BinOf(double p, int bins)
    {
        var bin = Math.Clamp((int)Math.Ceiling(p * bins) - 1, 0, bins - 1);
        while (bin > 0 && p <= (double)bin / bins)
            bin--;
        while (bin < bins - 1 && p > (bin + 1.0) / bins)
            bin++;
        return bin;
    }
}
