using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>Estimates of the standard deviation of a process from ranges.</summary>
internal static class ProcessSpread
{
    /// <summary>d₂ of two observations, as the tables print it.</summary>
    const double D2OfTwo = 1.128;

    /// <summary>d₂ for 2 … 25 observations: Montgomery, Introduction to Statistical Quality Control, appendix VI.</summary>
    static readonly double[] D2Table =
    [
        D2OfTwo, 1.693, 2.059, 2.326, 2.534, 2.704, 2.847, 2.970, 3.078, 3.173, 3.258, 3.336,
        3.407, 3.472, 3.532, 3.588, 3.640, 3.689, 3.735, 3.778, 3.819, 3.858, 3.895, 3.931,
    ];

    /// <summary>Mean moving range of successive values over 1.128.</summary>
    public static double MovingRangeSigma(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
            throw new BadInputException("a moving range needs at least two values");
        double sum = 0;
        for (var i = 1; i < values.Length; i++)
            sum += Math.Abs(values[i] - values[i - 1]);
        return sum / (values.Length - 1) / D2OfTwo;
    }

    /// <summary>The mean of range/d₂ over the subgroups, each of at least two values.</summary>
    public static double RangeSigma(IReadOnlyList<IReadOnlyList<double>> subgroups)
    {
        if (subgroups.Count == 0)
            throw new BadInputException("no subgroup sets the spread");
        double sum = 0;
        for (var i = 0; i < subgroups.Count; i++)
        {
            if (subgroups[i].Count < 2)
                throw new BadInputException("a subgroup of one value has no range: give the standard deviation");
            sum += (subgroups[i].Max() - subgroups[i].Min()) / D2(subgroups[i].Count);
        }

        return sum / subgroups.Count;
    }

    /// <summary>Expected range of <paramref name="n"/> standard normal values, to the three decimals of the tables.</summary>
    internal static double D2(int n) => n <= D2Table.Length + 1 ? D2Table[n - 2] : Math.Round(ExpectedRange(n), 3);

    // E(range) = ∫ 1 − Φ(x)ⁿ − (1−Φ(x))ⁿ dx; the integrand is even and smooth, so the trapezoidal rule converges geometrically.
    internal static double ExpectedRange(int n)
    {
        const double step = 1.0 / 64;
        double sum = 0;
        for (var x = 10.0; x > 0; x -= step)
            sum += Density(x);
        return step * ((2 * sum) + Density(0));

        double Density(double x)
        {
            var upper = Distributions.NormalUpper(x);
            return 1 - Math.Pow(1 - upper, n) - Math.Pow(upper, n);
        }
    }
}
