using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>How a tabular CUSUM is run.</summary>
/// <param name="Mean">The in-control mean, or null for the mean of the data.</param>
/// <param name="StandardDeviation">The in-control standard deviation, above 0, or null for the mean moving range over 1.128.</param>
/// <param name="K">Allowance (half of the shift to detect) in standard deviations, not below 0.</param>
/// <param name="H">Decision limit in standard deviations, above 0.</param>
/// <param name="Reset">Whether both sums start again from 0 after a signal.</param>
public sealed record CusumOptions(double? Mean = null, double? StandardDeviation = null, double K = 0.5, double H = 5, bool Reset = false);

/// <summary>The two sums after one value, in the unit of the data.</summary>
/// <param name="Plus">Evidence of a rise, not below 0.</param>
/// <param name="Minus">Evidence of a fall, not below 0.</param>
/// <param name="Signals">Whether either exceeds the limit.</param>
public readonly record struct CusumPoint(double Plus, double Minus, bool Signals);

/// <summary>A tabular CUSUM.</summary>
/// <param name="Mean">The in-control mean used.</param>
/// <param name="Sigma">The in-control standard deviation used.</param>
/// <param name="Points">One a value, in order.</param>
public sealed record CusumResult(double Mean, double Sigma, IReadOnlyList<CusumPoint> Points);

/// <summary>
/// Tabular CUSUM in data units: C⁺ = max(0, x−(μ+kσ)+C⁺), C⁻ = max(0, (μ−kσ)−x+C⁻), from 0; a signal where either exceeds hσ.
/// Sources: E. S. Page, Biometrika 41 (1954) 100; D. C. Montgomery, Introduction to Statistical Quality Control, ch. 9.
/// </summary>
public static class Cusum
{
    /// <summary>Runs the CUSUM.</summary>
    /// <param name="values">In the order of time.</param>
    /// <param name="options">Centre, spread and limits.</param>
    /// <exception cref="BadInputException">An option out of range, or fewer than two values where σ is estimated.</exception>
    /// <exception cref="UndefinedResultException">The estimated σ is 0.</exception>
    public static CusumResult Compute(IReadOnlyList<double> values, CusumOptions options)
    {
        if (!(options.K >= 0))
            throw new BadInputException("k must not be below 0");
        if (!(options.H > 0))
            throw new BadInputException("h must be above 0");
        var (mean, sigma) = Ewma.Resolve(
            new EwmaOptions(options.Mean, options.StandardDeviation),
            values,
            () => ProcessSpread.MovingRangeSigma([.. values]));
        var limit = options.H * sigma;
        var points = new CusumPoint[values.Count];
        double plus = 0, minus = 0;
        for (var i = 0; i < points.Length; i++)
        {
            plus = Math.Max(0, values[i] - (mean + (options.K * sigma)) + plus);
            minus = Math.Max(0, mean - (options.K * sigma) - values[i] + minus);
            points[i] = new CusumPoint(plus, minus, plus > limit || minus > limit);
            if (options.Reset && points[i].Signals)
                plus = minus = 0;
        }

        return new CusumResult(mean, sigma, points);
    }
}
