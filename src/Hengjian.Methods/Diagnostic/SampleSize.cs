using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>Sizes for a study of sensitivity and specificity.</summary>
/// <param name="Diseased">Diseased cases needed for the sensitivity.</param>
/// <param name="Healthy">Healthy cases needed for the specificity, null where none was given.</param>
/// <param name="TotalForSensitivity">Cases to enrol so that enough are diseased.</param>
/// <param name="TotalForSpecificity">Cases to enrol so that enough are healthy, null where no specificity was given.</param>
/// <param name="Total">The larger of the two totals.</param>
public sealed record BudererSize(long Diseased, long? Healthy, long TotalForSensitivity, long? TotalForSpecificity, long Total);

/// <summary>Size for estimating one proportion.</summary>
/// <param name="Exact">z²p(1−p)/w², not rounded.</param>
/// <param name="Size">The same rounded up.</param>
public sealed record ProportionSize(double Exact, long Size);

/// <summary>How many cases a diagnostic study needs.</summary>
public static class SampleSize
{
    /// <summary>Cases for a sensitivity and a specificity, each estimated within ± half-width: n = z²·Se(1−Se)/w², divided by the share of such cases.</summary>
    /// <remarks>Buderer, Acad. Emerg. Med. 3 (1996) 895.</remarks>
    /// <param name="sensitivity">Expected, in [0, 1].</param>
    /// <param name="specificity">Expected, in [0, 1], or null.</param>
    /// <param name="halfWidth">Half the width of the interval, in (0, 1).</param>
    /// <param name="prevalence">Share of diseased among those enrolled, in (0, 1).</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">A number is out of its range.</exception>
    public static BudererSize Buderer(double sensitivity, double? specificity, double halfWidth, double prevalence, double level = 0.95)
    {
        Require(prevalence is > 0 and < 1, "the prevalence must lie strictly between 0 and 1", prevalence);
        var diseased = Unrounded(sensitivity, halfWidth, level);
        var totalForSensitivity = Up(diseased / prevalence);
        if (specificity is not { } expected)
            return new BudererSize(Up(diseased), null, totalForSensitivity, null, totalForSensitivity);
        var healthy = Unrounded(expected, halfWidth, level);
        var totalForSpecificity = Up(healthy / (1 - prevalence));
        return new BudererSize(
            Up(diseased), Up(healthy), totalForSensitivity, totalForSpecificity, Math.Max(totalForSensitivity, totalForSpecificity));
    }

    /// <summary>Standard error of an AUC under the negative exponential model: Q₁ = A/(2−A), Q₂ = 2A²/(1+A).</summary>
    /// <remarks>Hanley and McNeil, Radiology 143 (1982) 29.</remarks>
    /// <param name="auc">A in [0, 1].</param>
    /// <param name="positives">Diseased cases, at least 1.</param>
    /// <param name="negatives">Healthy cases, at least 1.</param>
    /// <exception cref="BadInputException">A number is out of its range.</exception>
    public static double HanleyMcNeil(double auc, long positives, long negatives)
    {
        Require(auc is >= 0 and <= 1, "the AUC must lie in [0, 1]", auc);
        Require(positives >= 1, "there must be at least one positive case", positives);
        Require(negatives >= 1, "there must be at least one negative case", negatives);
        var square = auc * auc;
        var q1 = auc / (2 - auc);
        var q2 = 2 * square / (1 + auc);
        var sum = auc * (1 - auc) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square);
        return Math.Sqrt(Math.Max(0, sum) / positives / negatives);
    }

    /// <summary>
    /// Pairs for McNemar's test: ⌈(z₁₋α/₂√s + z_power√(s−d²))²/d²⌉ with d = p10 − p01 and s = p10 + p01.
    /// </summary>
    /// <remarks>Connor, Biometrics 43 (1987) 207.</remarks>
    /// <param name="p10">Share of pairs where only the first is positive.</param>
    /// <param name="p01">Share of pairs where only the second is positive; with <paramref name="p10"/> at most 1.</param>
    /// <param name="alpha">Two-sided significance level in (0, 1).</param>
    /// <param name="power">Wanted power in (0, 1).</param>
    /// <exception cref="BadInputException">A number is out of its range.</exception>
    /// <exception cref="UndefinedResultException">The shares are equal: no number of pairs shows a difference that is not there.</exception>
    public static long Connor(double p10, double p01, double alpha = 0.05, double power = 0.8)
    {
        Require(p10 is >= 0 and <= 1, "p10 must lie in [0, 1]", p10);
        Require(p01 is >= 0 and <= 1, "p01 must lie in [0, 1]", p01);
        Require(p10 + p01 <= 1 + 1e-12, "p10 and p01 must not exceed 1 together", p10 + p01);
        Require(alpha is > 0 and < 1, "alpha must lie strictly between 0 and 1", alpha);
        Require(power is > 0 and < 1, "the power must lie strictly between 0 and 1", power);
        if (p10 == p01)
            throw new UndefinedResultException("p10 equals p01: there is no difference to detect");
        var difference = p10 - p01;
        var sum = p10 + p01;
        var root = Distributions.NormalQuantile(1 - alpha / 2) * Math.Sqrt(sum)
            + Distributions.NormalQuantile(power) * Math.Sqrt(Math.Max(0, sum - difference * difference));
        return Up(root * root / (difference * difference));
    }

    /// <summary>Cases for one proportion within ± half-width by the normal approximation.</summary>
    /// <param name="proportion">Expected, in [0, 1].</param>
    /// <param name="halfWidth">Half the width of the interval, in (0, 1).</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">A number is out of its range.</exception>
    public static ProportionSize ForProportion(double proportion, double halfWidth, double level = 0.95)
    {
        var exact = Unrounded(proportion, halfWidth, level);
        return new ProportionSize(exact, Up(exact));
    }

    static double Unrounded(double p, double halfWidth, double level)
    {
        Require(p is >= 0 and <= 1, "an expected proportion must lie in [0, 1]", p);
        Require(halfWidth is > 0 and < 1, "the half-width must lie strictly between 0 and 1", halfWidth);
        Require(level is > 0 and < 1, "the level must lie strictly between 0 and 1", level);
        var z = Distributions.NormalCritical(level);
        return z * z * p * (1 - p) / (halfWidth * halfWidth);
    }

    static long Up(double size) => size < long.MaxValue
        ? (long)Math.Ceiling(size)
        : throw new UndefinedResultException("the size is larger than any study can be");

    static void Require(bool holds, string problem, double value)
    {
        if (!holds)
            throw new BadInputException(problem, value: FormattableString.Invariant($"{value:R}"));
    }
}
