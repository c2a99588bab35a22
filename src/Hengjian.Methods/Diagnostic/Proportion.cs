using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>Confidence intervals for one binomial proportion x/n, and for the difference of two independent ones.</summary>
/// <remarks>
/// Sources: Wilson, JASA 22 (1927) 209; Newcombe, Statist. Med. 17 (1998) 857 (score interval with continuity correction, method 4) and
/// 873 (difference, method 10); Clopper and Pearson, Biometrika 26 (1934) 404; Agresti and Coull, Am. Stat. 52 (1998) 119.
/// Throughout, <c>events</c> is x in [0, n], <c>trials</c> is n ≥ 1 and <c>level</c> lies strictly between 0 and 1.
/// </remarks>
public static class Proportion
{
    /// <summary>
    /// Wilson's score interval (x + z²/2 ± z√(np(1−p) + z²/4))/(n + z²), within [0, 1]: exactly 0 at the lower end for x = 0, and 1 at the upper for x = n.
    /// </summary>
    /// <exception cref="BadInputException">The counts are not 0 ≤ events ≤ trials with trials ≥ 1.</exception>
    public static Interval Wilson(long events, long trials, double level = 0.95)
    {
        RequireCounts(events, trials);
        var z = Distributions.NormalCritical(level);
        double x = events, n = trials, square = z * z;
        var centre = x + square / 2;
        var half = z * Math.Sqrt(x * (n - x) / n + square / 4);
        return Within(events == 0 ? 0 : (centre - half) / (n + square), events == trials ? 1 : (centre + half) / (n + square));
    }

    /// <summary>
    /// Wilson's interval with Newcombe's continuity correction, always applied (R's prop.test drops it at p = ½). Within [0, 1].
    /// </summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval WilsonContinuityCorrected(long events, long trials, double level = 0.95)
    {
        RequireCounts(events, trials);
        var z = Distributions.NormalCritical(level);
        double x = events, n = trials, square = z * z;
        var low = (2 * x + square - 1 - z * Math.Sqrt(square - 2 - 1 / n + 4 * x * (n - x + 1) / n)) / (2 * (n + square));
        var high = (2 * x + square + 1 + z * Math.Sqrt(square + 2 - 1 / n + 4 * x * (n - x - 1) / n)) / (2 * (n + square));
        return Within(events == 0 ? 0 : low, events == trials ? 1 : high);
    }

    /// <summary>The exact interval of Clopper and Pearson, by quantiles of the beta law; 0 at x = 0 and 1 at x = n.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval ClopperPearson(long events, long trials, double level = 0.95)
    {
        RequireCounts(events, trials);
        Distributions.RequireLevel(level);
        var tail = (1 - level) / 2;
        return new Interval(
            events == 0 ? 0 : Distributions.BetaQuantile(tail, events, trials - events + 1.0),
            events == trials ? 1 : Distributions.BetaUpperQuantile(tail, events + 1.0, trials - events));
    }

    /// <summary>Agresti and Coull: p̃ ± z√(p̃(1−p̃)/ñ) with ñ = n + z² and p̃ = (x + z²/2)/ñ. Not cut: the ends may lie outside [0, 1].</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval AgrestiCoull(long events, long trials, double level = 0.95)
    {
        RequireCounts(events, trials);
        var z = Distributions.NormalCritical(level);
        var n = trials + z * z;
        var p = (events + z * z / 2) / n;
        var half = z * Math.Sqrt(p * (1 - p) / n);
        return new Interval(p - half, p + half);
    }

    /// <summary>The proportion with Wilson's interval; without a value where <paramref name="trials"/> is 0.</summary>
    /// <exception cref="BadInputException">The counts are not 0 ≤ events ≤ trials.</exception>
    public static ProportionEstimate Estimate(long events, long trials, double level = 0.95)
    {
        if (trials == 0 && events == 0)
            return new ProportionEstimate(null, 0, 0, null);
        var interval = Wilson(events, trials, level);
        return new ProportionEstimate((double)events / trials, events, trials, interval);
    }

    /// <summary>
    /// Newcombe's hybrid score interval for p₁ − p₂ of independent samples: δ − √((p₁−l₁)² + (u₂−p₂)²) to δ + √((u₁−p₁)² + (p₂−l₂)²),
    /// where (l, u) are the Wilson intervals.
    /// </summary>
    /// <exception cref="BadInputException">A pair of counts is not 0 ≤ events ≤ trials with trials ≥ 1.</exception>
    public static Interval NewcombeDifference(long events1, long trials1, long events2, long trials2, double level = 0.95)
    {
        var first = Wilson(events1, trials1, level);
        var second = Wilson(events2, trials2, level);
        var p1 = (double)events1 / trials1;
        var p2 = (double)events2 / trials2;
        var difference = p1 - p2;
        return new Interval(
            difference - Math.Sqrt(Square(p1 - first.Low) + Square(second.High - p2)),
            difference + Math.Sqrt(Square(first.High - p1) + Square(p2 - second.Low)));
    }

    static double Square(double value) => value * value;

    static Interval Within(double low, double high) => new(Math.Clamp(low, 0, 1), Math.Clamp(high, 0, 1));

    static void RequireCounts(long events, long trials)
    {
        if (trials < 1)
            throw new BadInputException("a proportion needs at least one trial", value: FormattableString.Invariant($"{trials}"));
        if (events < 0 || events > trials)
            throw new BadInputException("events must lie between 0 and the trials", value: FormattableString.Invariant($"{events}"));
    }
}

/// <summary>A proportion with its Wilson interval.</summary>
/// <param name="Value">Events/trials in [0, 1], or null where there are no trials.</param>
/// <param name="Events">The numerator.</param>
/// <param name="Trials">The denominator.</param>
/// <param name="Interval">Wilson's interval, null where <paramref name="Value"/> is.</param>
public sealed record ProportionEstimate(double? Value, long Events, long Trials, Interval? Interval);
