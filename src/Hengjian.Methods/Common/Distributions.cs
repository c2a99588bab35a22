using MathNet.Numerics;

namespace Hengjian.Methods.Common;

/// <summary>
/// Tail probabilities and quantiles of the normal, chi-square, Student t, F, beta and binomial laws.
/// Tails keep their relative accuracy (about 1e-13) however small they are, because the smaller tail is always computed directly and never as one
/// minus the larger. Quantiles are Newton iterations on the logarithm of a tail in a coordinate where that logarithm is concave, so they converge from any start.
/// </summary>
/// <remarks>
/// Prefactors follow C. Loader, "Fast and accurate computation of binomial probabilities" (2000), so that they stay accurate for counts in the millions;
/// the continued fractions are those of Didonato and Morris (beta) and DLMF 8.9.2 (gamma), evaluated by the modified Lentz method.
/// </remarks>
public static class Distributions
{
    const double HalfLogTwoPi = 0.91893853320467274178;
    const double Tiny = 1e-300;
    const double Epsilon = 3e-16;

    /// <summary>P(Z ≤ x) of the standard normal law.</summary>
    public static double NormalCdf(double x) => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));

    /// <summary>P(Z > x) of the standard normal law, accurate in the far tail.</summary>
    public static double NormalUpper(double x) => 0.5 * SpecialFunctions.Erfc(x / Math.Sqrt(2));

    /// <summary>P(|Z| ≥ |z|).</summary>
    public static double NormalTwoSided(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>Φ⁻¹(p); −∞ at 0 and +∞ at 1.</summary>
    /// <param name="p">A probability in [0, 1].</param>
    public static double NormalQuantile(double p)
    {
        RequireProbability(p);
        if (p == 0)
            return double.NegativeInfinity;
        if (p == 1)
            return double.PositiveInfinity;
        // The lower tail keeps its digits: for p above one half the upper tail 1 − p is exact enough, since p itself has no more digits.
        return p < 0.5 ? -NormalUpperQuantile(p) : NormalUpperQuantile(1 - p);
    }

    /// <summary>The two-sided critical value z = Φ⁻¹(1 − (1 − level)/2), 1.959963984540054 at 0.95.</summary>
    /// <param name="level">Confidence level in (0, 1).</param>
    public static double NormalCritical(double level)
    {
        RequireLevel(level);
        return NormalQuantile(1 - (1 - level) / 2);
    }

    /// <summary>P(X > x) of chi-square with <paramref name="df"/> degrees of freedom (> 0, need not be whole).</summary>
    public static double ChiSquareUpper(double x, double df) => x <= 0 ? 1 : Gamma(df / 2, x / 2).Upper;

    /// <summary>P(X ≤ x) of chi-square with <paramref name="df"/> degrees of freedom.</summary>
    public static double ChiSquareCdf(double x, double df) => x <= 0 ? 0 : Gamma(df / 2, x / 2).Lower;

    /// <summary>The chi-square quantile of probability <paramref name="p"/> in (0, 1).</summary>
    public static double ChiSquareQuantile(double p, double df)
    {
        RequireProbability(p);
        var a = df / 2;
        var upper = p > 0.5;
        var u = SolveTail(
            Math.Log(a),
            upper ? 1 - p : p,
            upper,
            u =>
            {
                var x = Math.Exp(u);
                var (lower, above) = Gamma(a, x);
                return (upper ? above : lower, GammaPrefactor(a, x));
            });
        return 2 * Math.Exp(u);
    }

    /// <summary>P(|T| ≥ |t|) of Student's t; an infinite <paramref name="df"/> is the normal law.</summary>
    public static double StudentTwoSided(double t, double df)
    {
        if (double.IsPositiveInfinity(df))
            return NormalTwoSided(t);
        var square = t * t;
        return double.IsPositiveInfinity(square) ? 0 : Beta(df / 2, 0.5, df / (df + square), square / (df + square)).Lower;
    }

    /// <summary>The Student t quantile of probability <paramref name="p"/> in (0, 1).</summary>
    /// <param name="p">A probability strictly between 0 and 1.</param>
    /// <param name="df">Degrees of freedom above 0, also fractional or infinite.</param>
    public static double StudentQuantile(double p, double df)
    {
        RequireProbability(p);
        return p == 0.5 ? 0 : p < 0.5 ? -StudentTwoSidedQuantile(2 * p, df) : StudentTwoSidedQuantile(2 * (1 - p), df);
    }

    /// <summary>The two-sided critical value of Student's t: P(|T| > value) = 1 − level.</summary>
    public static double StudentCritical(double level, double df)
    {
        RequireLevel(level);
        return StudentTwoSidedQuantile(1 - level, df);
    }

    /// <summary>P(F > f) with df1 and df2 degrees of freedom; an infinite <paramref name="df2"/> is chi-square/df1.</summary>
    public static double FUpper(double f, double df1, double df2)
    {
        if (f <= 0)
            return 1;
        if (double.IsPositiveInfinity(f))
            return 0;
        if (double.IsPositiveInfinity(df2))
            return ChiSquareUpper(df1 * f, df1);
        var sum = df2 + df1 * f;
        return Beta(df2 / 2, df1 / 2, df2 / sum, df1 * f / sum).Lower;
    }

    /// <summary>The F quantile of probability <paramref name="p"/> in (0, 1): P(F ≤ value) = p.</summary>
    public static double FQuantile(double p, double df1, double df2)
    {
        RequireProbability(p);
        return p > 0.5 ? FUpperQuantile(1 - p, df1, df2) : 1 / FUpperQuantile(p, df2, df1);
    }

    /// <summary>The value that F exceeds with probability <paramref name="q"/> in (0, 1).</summary>
    public static double FUpperQuantile(double q, double df1, double df2)
    {
        RequireProbability(q);
        if (double.IsPositiveInfinity(df2))
            return ChiSquareQuantile(1 - q, df1) / df1;
        if (double.IsPositiveInfinity(df1))
            return df2 / ChiSquareQuantile(q, df2);
        return df2 / df1 * Math.Exp(BetaLogitQuantile(q, df1 / 2, df2 / 2, upper: true));
    }

    /// <summary>Regularised incomplete beta I_x(a, b), which is P(X ≤ x) of the beta law.</summary>
    public static double BetaCdf(double x, double a, double b) => x <= 0 ? 0 : x >= 1 ? 1 : Beta(a, b, x, 1 - x).Lower;

    /// <summary>The beta quantile of probability <paramref name="p"/> in (0, 1): I_x(a, b) = p.</summary>
    public static double BetaQuantile(double p, double a, double b)
    {
        RequireProbability(p);
        return p > 0.5 ? BetaUpperQuantile(1 - p, a, b) : Logistic(BetaLogitQuantile(p, a, b, upper: false));
    }

    /// <summary>The value that a beta variable exceeds with probability <paramref name="q"/> in (0, 1).</summary>
    public static double BetaUpperQuantile(double q, double a, double b)
    {
        RequireProbability(q);
        return Logistic(BetaLogitQuantile(q, a, b, upper: true));
    }

    /// <summary>P(X = k) of the binomial law.</summary>
    public static double BinomialPmf(long k, long n, double p)
    {
        if (k < 0 || k > n)
            return 0;
        if (p <= 0)
            return k == 0 ? 1 : 0;
        if (p >= 1)
            return k == n ? 1 : 0;
        return k == 0 ? Math.Exp(n * LogOneMinus(p)) : k == n ? Math.Exp(n * Math.Log(p)) : BinomialDensity(k, n - k, p, 1 - p);
    }

    /// <summary>P(X ≤ k) of the binomial law, = I_{1−p}(n − k, k + 1).</summary>
    public static double BinomialCdf(long k, long n, double p)
    {
        if (k < 0)
            return 0;
        if (k >= n || p <= 0)
            return 1;
        return p >= 1 ? 0 : Beta(n - k, k + 1.0, 1 - p, p).Lower;
    }

    /// <summary>ln(1 − p), accurate for small p: what 1 − p loses in rounding, the quotient takes out (Kahan).</summary>
    internal static double LogOneMinus(double p)
    {
        var rest = 1 - p;
        return rest == 1 ? -p : Math.Log(rest) * p / (1 - rest);
    }

    static double StudentTwoSidedQuantile(double tails, double df) =>
        double.IsPositiveInfinity(df) ? NormalUpperQuantile(tails / 2) : Math.Sqrt(FUpperQuantile(tails, 1, df));

    static double NormalUpperQuantile(double q)
    {
        if (q == 0.5)
            return 0;
        // One step of Halley on the library's inverse: f = Q(x) − q, f'' / f' = −x.
        var x = Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * q);
        var step = (NormalUpper(x) - q) * Math.Exp(x * x / 2 + HalfLogTwoPi);
        return double.IsFinite(step) ? x + step / (1 - x * step / 2) : x;
    }

    static double Logistic(double u) => 1 / (1 + Math.Exp(-u));

    static double BetaLogitQuantile(double tail, double a, double b, bool upper) =>
        SolveTail(
            Math.Log(a / b),
            tail,
            upper,
            u =>
            {
                var x = Logistic(u);
                var y = Logistic(-u);
                var (lower, above) = Beta(a, b, x, y);
                return (upper ? above : lower, BetaPrefactor(a, b, x, y));
            });

    /// <summary>
    /// Solves tail(u) = target, where ln tail is concave in u. A tangent of a concave function lies above it, so every Newton step lands on the side
    /// from which the following steps approach the root monotonically.
    /// </summary>
    /// <param name="start">Any starting point at which the tail is not zero.</param>
    /// <param name="target">The wanted tail, in (0, 1).</param>
    /// <param name="upper">Whether the tail falls with u.</param>
    /// <param name="tailAndSlope">The tail at u and the absolute value of its derivative.</param>
    static double SolveTail(double start, double target, bool upper, Func<double, (double Tail, double Slope)> tailAndSlope)
    {
        if (target <= 0)
            return upper ? double.PositiveInfinity : double.NegativeInfinity;
        if (target >= 1)
            return upper ? double.NegativeInfinity : double.PositiveInfinity;
        var u = start;
        var previous = start;
        for (var i = 0; i < 200; i++)
        {
            var (tail, slope) = tailAndSlope(u);
            if (!(tail > 0 && slope > 0))
            {
                // The step left the range in which the tail is representable: come half the way back.
                u = (u + previous) / 2;
                continue;
            }
            var step = (Math.Log(target) - Math.Log(tail)) * tail / slope * (upper ? -1 : 1);
            previous = u;
            u += step;
            // Quadratic convergence: the error left is of the order of the square of the last step.
            if (Math.Abs(step) <= 1e-11 * Math.Max(1, Math.Abs(u)))
                break;
        }
        return u;
    }

    /// <summary>I_x(a, b) and its complement, with y = 1 − x given apart so that neither loses digits.</summary>
    static (double Lower, double Upper) Beta(double a, double b, double x, double y)
    {
        if (x <= 0)
            return (0, 1);
        if (y <= 0)
            return (1, 0);
        var prefactor = BetaPrefactor(a, b, x, y);
        if (x <= (a + 1) / (a + b + 2))
        {
            var lower = prefactor / BetaFraction(a, b, x, y);
            return (lower, 1 - lower);
        }
        var upper = prefactor / BetaFraction(b, a, y, x);
        return (1 - upper, upper);
    }

    /// <summary>x^a y^b / B(a, b).</summary>
    static double BetaPrefactor(double a, double b, double x, double y) => BinomialDensity(a, b, x, y) * (a / (a + b)) * b;

    /// <summary>The continued fraction of I_x(a, b) in its even form (Didonato and Morris, ACM TOMS 18 (1992) 360, eq. 9), by modified Lentz.</summary>
    static double BetaFraction(double a, double b, double x, double y)
    {
        var excess = a * y - b * x;
        var h = NotZero(a * (excess + 1) / (a + 1));
        var c = h;
        var d = 0.0;
        for (var m = 1.0; m < 1_000_000; m++)
        {
            var odd = a + 2 * m - 1;
            var numerator = (a + m - 1) / odd * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
            var denominator = m + m * (b - m) * x / odd + (a + m) * (excess + 1 + m * (1 + y)) / (odd + 2);
            d = 1 / NotZero(denominator + numerator * d);
            c = NotZero(denominator + numerator / c);
            var factor = d * c;
            h *= factor;
            if (Math.Abs(factor - 1) <= Epsilon)
                break;
        }
        return h;
    }

    /// <summary>P(a, x) and Q(a, x), the regularised incomplete gamma functions.</summary>
    static (double Lower, double Upper) Gamma(double a, double x)
    {
        if (x <= 0)
            return (0, 1);
        if (double.IsPositiveInfinity(x))
            return (1, 0);
        var prefactor = GammaPrefactor(a, x);
        if (x < a + 1)
        {
            var term = 1 / a;
            var sum = term;
            for (var n = 1; n < 1_000_000 && term > sum * Epsilon; n++)
            {
                term *= x / (a + n);
                sum += term;
            }
            var lower = prefactor * sum;
            return (lower, 1 - lower);
        }
        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < 1_000_000; i++)
        {
            var an = -i * (i - a);
            b += 2;
            d = 1 / NotZero(an * d + b);
            c = NotZero(b + an / c);
            var factor = d * c;
            h *= factor;
            if (Math.Abs(factor - 1) <= Epsilon)
                break;
        }
        var upper = prefactor * h;
        return (1 - upper, upper);
    }

    /// <summary>x^a e^−x / Γ(a).</summary>
    static double GammaPrefactor(double a, double x) =>
        a * Math.Exp(-StirlingError(a) - Deviance(a, x, a - x) - HalfLogTwoPi) / Math.Sqrt(a);

    /// <summary>Γ(k + m + 1)/(Γ(k + 1)Γ(m + 1)) x^k y^m for k, m > 0, by Loader's saddle-point expansion; x + y = 1.</summary>
    static double BinomialDensity(double k, double m, double x, double y)
    {
        var n = k + m;
        var excess = k * y - m * x;
        var log = StirlingError(n) - StirlingError(k) - StirlingError(m) - Deviance(k, n * x, excess) - Deviance(m, n * y, -excess);
        return Math.Exp(log - HalfLogTwoPi) * Math.Sqrt(n / k / m);
    }

    /// <summary>ln Γ(n + 1) − [(n + ½) ln n − n + ½ ln 2π].</summary>
    static double StirlingError(double n)
    {
        if (n <= 16)
            return SpecialFunctions.GammaLn(n + 1) - (n + 0.5) * Math.Log(n) + n - HalfLogTwoPi;
        var s = 1 / (n * n);
        return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360)))))) / n;
    }

    /// <summary>x ln(x/m) + m − x, given also <paramref name="excess"/> = x − m, which the caller knows without cancellation.</summary>
    static double Deviance(double x, double m, double excess)
    {
        if (Math.Abs(excess) >= 0.1 * (x + m))
            return x * Math.Log(x / m) - excess;
        var v = excess / (x + m);
        var sum = excess * v;
        var term = 2 * x * v;
        var square = v * v;
        for (var j = 1; j < 1000; j++)
        {
            term *= square;
            var next = sum + term / (2 * j + 1);
            if (next == sum)
                break;
            sum = next;
        }
        return sum;
    }

    static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    static void RequireProbability(double p)
    {
        if (!(p >= 0 && p <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies in [0, 1].");
    }

    internal static void RequireLevel(double level)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies strictly between 0 and 1.");
    }
}
