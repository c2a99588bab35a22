using MathNet.Numerics;

namespace Hengjian.Methods.Common;

/// <summary>
/// Tail probabilities and quantiles of the distributions that tests and intervals need. Upper tails are computed as such, so that a
/// p-value keeps its digits however small it is; quantiles solve the distribution function to the last digits of a double.
/// </summary>
public static class Distributions
{
    static readonly double SqrtTwo = Math.Sqrt(2);

    /// <summary>Φ(z), the standard normal distribution function.</summary>
    public static double NormalBelow(double z) => 0.5 * SpecialFunctions.Erfc(-z / SqrtTwo);

    /// <summary>P(Z &gt; z) of the standard normal.</summary>
    public static double NormalAbove(double z) => 0.5 * SpecialFunctions.Erfc(z / SqrtTwo);

    /// <summary>P(|Z| &gt; |z|), the two-sided p-value of a standard normal statistic.</summary>
    public static double NormalTwoSided(double z) => SpecialFunctions.Erfc(Math.Abs(z) / SqrtTwo);

    /// <summary>Φ⁻¹(p) for p in [0, 1]; the ends give the infinities.</summary>
    public static double NormalQuantile(double p)
    {
        RequireProbability(p);
        if (p is 0 or 1)
            return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        if (p == 0.5)
            return 0;
        if (p > 0.5)
            return -NormalQuantile(1 - p);

        // One step of Halley on Φ(z) = p takes out what rounding error the inverse of erfc leaves.
        var z = -SqrtTwo * SpecialFunctions.ErfcInv(2 * p);
        var error = (NormalBelow(z) - p) * Math.Sqrt(2 * Math.PI) * Math.Exp(z * z / 2);
        return double.IsFinite(error) ? z - (error / (1 + (z * error / 2))) : z;
    }

    /// <summary>The z of a two-sided interval: Φ⁻¹(1 − (1−level)/2), 1.959963984540054 at 0.95.</summary>
    /// <param name="level">Coverage, strictly between 0 and 1.</param>
    public static double IntervalZ(double level) => -NormalQuantile((1 - level) / 2);

    /// <summary>P(X &gt; x) of χ² with <paramref name="df"/> &gt; 0 degrees of freedom.</summary>
    public static double ChiSquareAbove(double x, double df) =>
        x <= 0 ? 1 : double.IsPositiveInfinity(x) ? 0 : SpecialFunctions.GammaUpperRegularized(df / 2, x / 2);

    /// <summary>P(|T| &gt; |t|) of Student's t with <paramref name="df"/> &gt; 0 degrees of freedom.</summary>
    public static double StudentTwoSided(double t, double df)
    {
        if (double.IsInfinity(t))
            return 0;
        var square = t * t;
        return double.IsInfinity(df) ? NormalTwoSided(t) : BetaBelow(df / (df + square), square / (df + square), df / 2, 0.5);
    }

    /// <summary>The quantile of Student's t.</summary>
    /// <param name="p">Strictly between 0 and 1.</param>
    /// <param name="df">Degrees of freedom above 0, also fractional or infinite.</param>
    public static double StudentQuantile(double p, double df)
    {
        RequireProbability(p);
        if (double.IsInfinity(df))
            return NormalQuantile(p);
        if (p > 0.5)
            return -StudentQuantile(1 - p, df);
        if (p == 0.5)
            return 0;

        // For t < 0 the lower tail is half the two-sided one.
        return -Solve(t => (0.5 * StudentTwoSided(t, df)) - p, -NormalQuantile(p));
    }

    /// <summary>P(X &gt; f) of Fisher's F with <paramref name="df1"/> and <paramref name="df2"/> degrees of freedom, both above 0.</summary>
    public static double FAbove(double f, double df1, double df2)
    {
        if (f <= 0)
            return 1;
        if (double.IsPositiveInfinity(f))
            return 0;
        var whole = df2 + (df1 * f);
        return BetaBelow(df2 / whole, df1 * f / whole, df2 / 2, df1 / 2);
    }

    /// <summary>The quantile of Fisher's F.</summary>
    /// <param name="p">Strictly between 0 and 1.</param>
    /// <param name="df1">Degrees of freedom of the numerator, above 0.</param>
    /// <param name="df2">Degrees of freedom of the denominator, above 0.</param>
    public static double FQuantile(double p, double df1, double df2)
    {
        RequireProbability(p);

        // Work in the smaller tail, where the distribution function keeps its digits.
        return FAbove(1, df1, df2) >= 1 - p
            ? Solve(f => FAbove(f, df1, df2) - (1 - p), 1)
            : 1 / Solve(g => FAbove(g, df2, df1) - p, 1);
    }

    /// <summary>The quantile of the beta distribution.</summary>
    /// <param name="p">In [0, 1].</param>
    /// <param name="a">First shape, above 0.</param>
    /// <param name="b">Second shape, above 0.</param>
    public static double BetaQuantile(double p, double a, double b)
    {
        RequireProbability(p);
        if (p is 0 or 1)
            return p;

        // x = r/(1+r): the odds r run over the positive numbers, and r/(1+r) and 1/(1+r) both keep their digits near the ends.
        double Above(double odds) => BetaBelow(1 / (1 + odds), odds / (1 + odds), b, a);
        var start = a / b;
        var r = Above(start) >= 1 - p
            ? Solve(odds => Above(odds) - (1 - p), start)
            : 1 / Solve(inverse => BetaBelow(1 / (1 + inverse), inverse / (1 + inverse), a, b) - p, 1 / start);
        return r / (1 + r);
    }

    /// <summary>P(X ≤ k) of the binomial distribution of <paramref name="n"/> trials with probability <paramref name="p"/> in [0, 1].</summary>
    public static double BinomialBelow(long k, long n, double p)
    {
        if (k < 0)
            return 0;
        return k >= n ? 1 : BetaBelow(1 - p, p, n - k, k + 1);
    }

    /// <summary>P(X = k) of the binomial distribution of <paramref name="n"/> trials with probability <paramref name="p"/> in [0, 1].</summary>
    public static double BinomialExactly(long k, long n, double p)
    {
        if (k < 0 || k > n)
            return 0;
        if (p is 0 or 1)
            return k == (p == 0 ? 0 : n) ? 1 : 0;
        var log = -Math.Log(n + 1.0) - LogBeta(k + 1.0, n - k + 1.0);
        return Math.Exp(log + (k * Math.Log(p)) + ((n - k) * Log1p(-p)));
    }

    /// <summary>Iₓ(a, b), the regularised incomplete beta function, by Lentz's evaluation of its continued fraction (DLMF 8.17.22).</summary>
    /// <param name="x">In [0, 1].</param>
    /// <param name="complement">1 − x, given apart so that it keeps its digits when x is near 1.</param>
    /// <param name="a">First shape, above 0.</param>
    /// <param name="b">Second shape, above 0.</param>
    static double BetaBelow(double x, double complement, double a, double b)
    {
        if (x <= 0)
            return 0;
        if (complement <= 0)
            return 1;
        if (x > (a + 1) / (a + b + 2))
            return 1 - BetaBelow(complement, x, b, a);

        var front = Math.Exp((a * LogOf(x, complement)) + (b * LogOf(complement, x)) - LogBeta(a, b)) / a;
        return front * BetaFraction(x, a, b);
    }

    static double BetaFraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        double c = 1, d = 1 / NotZero(1 - ((a + b) * x / (a + 1))), value = d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            var change = d * c;
            value *= change;
            if (Math.Abs(change - 1) < 1e-16)
                break;
        }

        return value;

        static double NotZero(double number) => Math.Abs(number) < tiny ? tiny : number;
    }

    /// <summary>ln B(a, b); for large arguments by differences of Stirling's remainders, because ln Γ itself would swallow the digits.</summary>
    static double LogBeta(double a, double b)
    {
        var (small, large) = a < b ? (a, b) : (b, a);
        if (large < 20)
            return SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
        var sum = small + large;
        if (small < 20)
        {
            // ln Γ(large) − ln Γ(sum) by Stirling's series.
            var difference = ((large - 0.5) * Log1p(-small / sum)) - (small * Math.Log(sum)) + small;
            return SpecialFunctions.GammaLn(small) + difference + StirlingRemainder(large) - StirlingRemainder(sum);
        }

        return (0.5 * Math.Log(2 * Math.PI)) - (0.5 * Math.Log(large)) + ((small - 0.5) * Math.Log(small / sum)) + (large * Log1p(-small / sum))
            + StirlingRemainder(small) + StirlingRemainder(large) - StirlingRemainder(sum);
    }

    /// <summary>ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π) for x ≥ 20 (DLMF 5.11.1).</summary>
    static double StirlingRemainder(double x)
    {
        var inverseSquare = 1 / (x * x);
        return ((((((((-691.0 / 360360 * inverseSquare) + (1.0 / 1188)) * inverseSquare) - (1.0 / 1680)) * inverseSquare) + (1.0 / 1260)) * inverseSquare) - (1.0 / 360))
            * inverseSquare / x + (1 / (12 * x));
    }

    static double LogOf(double x, double complement) => x < 0.5 ? Math.Log(x) : Log1p(-complement);

    static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }

    /// <summary>The root of a falling function on the positive numbers: brackets by doubling, then halves and cuts (Illinois) to the last digits.</summary>
    static double Solve(Func<double, double> falling, double start)
    {
        double low = start, high = start, fLow = falling(start), fHigh = fLow;
        if (fLow == 0)
            return start;
        while (fLow < 0 && low > 1e-300)
        {
            (high, fHigh) = (low, fLow);
            fLow = falling(low /= 2);
        }

        while (fHigh > 0 && high < 1e300)
        {
            (low, fLow) = (high, fHigh);
            fHigh = falling(high *= 2);
        }

        for (var step = 0; step < 200 && high - low > 1e-15 * high; step++)
        {
            var middle = low + ((high - low) * fLow / (fLow - fHigh));
            if (!(middle > low && middle < high) || step % 4 == 3)
                middle = low + ((high - low) / 2);
            var value = falling(middle);
            if (value == 0)
                return middle;
            if (value > 0)
                (low, fLow) = (middle, value);
            else
                (high, fHigh) = (middle, value);
        }

        return low + ((high - low) / 2);
    }

    static void RequireProbability(double p)
    {
        if (!(p is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies in [0, 1].");
    }
}
