using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>Entropy weights.</summary>
/// <param name="Weights">One a criterion, sum 1; 0 for a constant criterion.</param>
/// <param name="Entropy">Normalised entropy in [0, 1]; 1 for a constant criterion.</param>
public sealed record EntropyWeightResult(IReadOnlyList<double> Weights, IReadOnlyList<double> Entropy);

/// <summary>
/// Entropy weighting: p = x/Σx, H = −Σp ln p/ln n with 0 ln 0 = 0, w ∝ 1−H. Criteria that tell the alternatives apart weigh more.
/// Source: C. L. Hwang and K. Yoon, Multiple Attribute Decision Making (1981), ch. 3, after C. E. Shannon (1948).
/// </summary>
public static class EntropyWeight
{
    /// <summary>Weights from the data; directions play no part unless <paramref name="minMax"/> is chosen.</summary>
    /// <param name="matrix">At least two alternatives; values not below 0 unless <paramref name="minMax"/>.</param>
    /// <param name="minMax">Whether to use the min–max values in place of the raw ones.</param>
    /// <exception cref="BadInputException">Fewer than two alternatives, or a negative value.</exception>
    /// <exception cref="UndefinedResultException">All criteria are constant.</exception>
    public static EntropyWeightResult Compute(CriteriaMatrix matrix, bool minMax = false)
    {
        if (matrix.Alternatives < 2)
            throw new BadInputException("entropy weights need at least two alternatives");
        var divergence = new double[matrix.Criteria];
        for (var j = 0; j < divergence.Length; j++)
            divergence[j] = matrix.IsConstant(j) ? 0 : Divergence(minMax ? matrix.MinMax(j) : NonNegative(matrix.Column(j)));
        var sum = divergence.Sum();
        if (sum == 0)
            throw new UndefinedResultException("all criteria are constant, none can be weighted by its entropy");
        return new EntropyWeightResult([.. divergence.Select(d => d / sum)], [.. divergence.Select(d => 1 - d)]);
    }

    /// <summary>
    /// 1 − H, as Σ(p ln(np) − p + 1/n)/ln n: the added terms sum to zero and make every summand non-negative, so that nearly constant
    /// criteria keep their digits where 1 − H itself would cancel.
    /// </summary>
    static double Divergence(ReadOnlySpan<double> values)
    {
        double n = values.Length, largest = 0, total = 0;
        foreach (var value in values)
            largest = Math.Max(largest, value);
        foreach (var value in values)
            total += value / largest; // scaled, so that the sum of large values does not overflow
        double sum = 0;
        foreach (var value in values)
            sum += Excess(value / largest * n / total);
        return sum / n / Math.Log(n);
    }

    /// <summary>t ln t − t + 1, by its series Σ (−u)^k/(k(k−1)), u = t−1, near its double root at 1.</summary>
    static double Excess(double t)
    {
        if (t == 0)
            return 1;
        var u = t - 1;
        if (Math.Abs(u) > 0.05)
            return (t * Math.Log(t)) - u;
        double sum = 0, power = u * u;
        for (var k = 2; k <= 14; k++)
        {
            sum += power / (k * (k - 1));
            power *= -u;
        }

        return sum;
    }

    static ReadOnlySpan<double> NonNegative(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
                throw new BadInputException("a value must not be below 0 for entropy weights", i + 1);
        }

        return values;
    }
}
