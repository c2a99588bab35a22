using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>One group of similar predicted probabilities, (low, high], the first with its lower end.</summary>
/// <param name="N">Cases.</param>
/// <param name="Observed">Events.</param>
/// <param name="Expected">Sum of the predicted probabilities.</param>
/// <param name="Low">Lower break.</param>
/// <param name="High">Upper break.</param>
public sealed record CalibrationGroup(int N, int Observed, double Expected, double Low, double High);

/// <summary>The Hosmer–Lemeshow test.</summary>
/// <param name="ChiSquare">Σ(O−E)²/E over events and non-events of all groups.</param>
/// <param name="DegreesOfFreedom">Groups − 2.</param>
/// <param name="P">Upper tail of chi-square; small means that the probabilities do not fit.</param>
/// <param name="Groups">The groups that tied quantiles leave.</param>
public sealed record HosmerLemeshowResult(double ChiSquare, int DegreesOfFreedom, double P, IReadOnlyList<CalibrationGroup> Groups);

/// <summary>Goodness of fit of predicted probabilities by groups of equal size.</summary>
/// <remarks>Hosmer and Lemeshow, Commun. Stat. Theory Methods 9 (1980) 1043.</remarks>
public static class HosmerLemeshow
{
    /// <summary>
    /// Breaks are the type-7 quantiles at 0, 1/g, …, 1 with duplicates removed, so tied probabilities stay together and groups may be fewer than g.
    /// </summary>
    /// <param name="truth">Whether each case had the event.</param>
    /// <param name="probabilities">Predicted, in [0, 1].</param>
    /// <param name="groups">g, at least 1; fewer than 3 leave no degrees of freedom.</param>
    /// <exception cref="BadInputException">No cases, different lengths, a probability outside [0, 1], or too few groups.</exception>
    /// <exception cref="UndefinedResultException">
    /// Ties leave no degrees of freedom, or a group holds an event of probability 0 (or a non-event of probability 1).
    /// </exception>
    public static HosmerLemeshowResult Test(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, int groups = 10)
    {
        Calibration.Require(truth, probabilities);
        if (groups < 1)
            throw new BadInputException("at least one group is needed");
        var breaks = Breaks(probabilities, groups);
        var df = breaks.Length - 3;
        if (df <= 0)
            throw new UndefinedResultException($"no degrees of freedom: the tied probabilities leave {breaks.Length - 1} groups");

        var n = new int[breaks.Length - 1];
        var observed = new int[n.Length];
        var expected = new double[n.Length];
        var expectedWithout = new double[n.Length];
        for (var i = 0; i < truth.Length; i++)
        {
            var at = Array.BinarySearch(breaks, probabilities[i]);
            var group = Math.Max(0, (at >= 0 ? at : ~at) - 1);
            n[group]++;
            observed[group] += truth[i] ? 1 : 0;
            expected[group] += probabilities[i];
            expectedWithout[group] += 1 - probabilities[i];
        }
        double chiSquare = 0;
        for (var g = 0; g < n.Length; g++)
            chiSquare += Term(observed[g], expected[g]) + Term(n[g] - observed[g], expectedWithout[g]);
        return new HosmerLemeshowResult(
            chiSquare,
            df,
            Distributions.ChiSquareUpper(chiSquare, df),
            [.. n.Select((count, g) => new CalibrationGroup(count, observed[g], expected[g], breaks[g], breaks[g + 1]))]);
    }

    static double[] Breaks(ReadOnlySpan<double> probabilities, int groups)
    {
        var sorted = probabilities.ToArray();
        Array.Sort(sorted);
        return [.. Enumerable.Range(0, groups + 1).Select(g => Quantiles.Type7(sorted, (double)g / groups)).Distinct()];
    }

    // What is neither expected nor observed fits.
    static double Term(int observed, double expected)
    {
        if (expected > 0)
            return (observed - expected) * (observed - expected) / expected;
        return observed == 0 ? 0 : throw new UndefinedResultException("a group holds outcomes whose predicted probability is 0");
    }
}
