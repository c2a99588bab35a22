using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>How an EWMA chart is drawn.</summary>
/// <param name="Mean">The in-control mean, or null to take the mean of the phase-1 values.</param>
/// <param name="StandardDeviation">The in-control standard deviation of a single value, above 0, or null to estimate it from ranges.</param>
/// <param name="Lambda">Weight of the newest value, in (0, 1].</param>
/// <param name="Width">Half-width of the limits in standard errors, above 0.</param>
public sealed record EwmaOptions(double? Mean = null, double? StandardDeviation = null, double Lambda = 0.2, double Width = 3);

/// <summary>An EWMA chart.</summary>
/// <param name="Centre">The in-control mean, at which the average starts.</param>
/// <param name="Sigma">The standard deviation of a single value.</param>
/// <param name="Points">The moving average with its exact, widening limits, one a value or subgroup.</param>
public sealed record EwmaResult(double Centre, double Sigma, IReadOnlyList<ChartPoint> Points);

/// <summary>
/// Exponentially weighted moving average chart: z₀ = centre, zᵢ = λxᵢ + (1−λ)zᵢ₋₁, limits centre ± Lσ√(λ/(2−λ)·(1−(1−λ)²ⁱ)).
/// Sources: S. W. Roberts, Technometrics 1 (1959) 239; D. C. Montgomery, Introduction to Statistical Quality Control, ch. 9.
/// </summary>
public static class Ewma
{
    /// <summary>The chart of single values; σ defaults to the mean moving range over 1.128.</summary>
    /// <param name="values">In the order of time.</param>
    /// <param name="options">Centre, spread and weights.</param>
    /// <param name="setsCentre">For each value whether it belongs to phase 1, which sets the defaults; null for all.</param>
    /// <exception cref="BadInputException">No phase-1 value, or fewer than two where σ is estimated.</exception>
    /// <exception cref="UndefinedResultException">The estimated σ is 0.</exception>
    public static EwmaResult OfValues(IReadOnlyList<double> values, EwmaOptions options, IReadOnlyList<bool>? setsCentre = null)
    {
        double[] baseline = [.. values.Where((_, i) => setsCentre?[i] ?? true)];
        var (centre, sigma) = Resolve(options, baseline, () => ProcessSpread.MovingRangeSigma(baseline));
        return Draw([.. values.Select(value => (value, 1))], centre, sigma, options);
    }

    /// <summary>The chart of subgroup means; σ defaults to the mean of range/d₂, and a limit uses σ/√n of its subgroup.</summary>
    /// <param name="subgroups">In the order of time, none empty.</param>
    /// <param name="options">Centre, spread and weights.</param>
    /// <param name="setsCentre">For each subgroup whether it belongs to phase 1; null for all.</param>
    /// <exception cref="BadInputException">No phase-1 subgroup, or one of a single value where σ is estimated.</exception>
    /// <exception cref="UndefinedResultException">The estimated σ is 0.</exception>
    public static EwmaResult OfSubgroups(IReadOnlyList<IReadOnlyList<double>> subgroups, EwmaOptions options, IReadOnlyList<bool>? setsCentre = null)
    {
        IReadOnlyList<double>[] baseline = [.. subgroups.Where((_, i) => setsCentre?[i] ?? true)];
        var (centre, sigma) = Resolve(options, [.. baseline.SelectMany(values => values)], () => ProcessSpread.RangeSigma(baseline));
        return Draw([.. subgroups.Select(values => (values.Average(), values.Count))], centre, sigma, options);
    }

    /// <summary>The given centre and spread, or those of phase 1.</summary>
    internal static (double Centre, double Sigma) Resolve(EwmaOptions options, IReadOnlyList<double> baseline, Func<double> estimateSigma)
    {
        if (options.StandardDeviation is not (null or > 0))
            throw new BadInputException("the standard deviation must be above 0");
        if (options.Mean is null && baseline.Count == 0)
            throw new BadInputException("no value sets the centre");
        var sigma = options.StandardDeviation ?? estimateSigma();
        if (sigma == 0)
            throw new UndefinedResultException("the values that set the spread do not vary");
        if (!double.IsFinite(sigma))
            throw new UndefinedResultException("the spread of the values exceeds the range of a double");
        return (options.Mean ?? baseline.Average(), sigma);
    }

    static EwmaResult Draw(IReadOnlyList<(double Mean, int Size)> observations, double centre, double sigma, EwmaOptions options)
    {
        var lambda = options.Lambda;
        if (lambda is not (> 0 and <= 1))
            throw new BadInputException("lambda must lie in (0, 1]");
        if (!(options.Width > 0))
            throw new BadInputException("the width of the limits must be above 0");
        var points = new ChartPoint[observations.Count];
        var z = centre;
        for (var i = 0; i < points.Length; i++)
        {
            z = (lambda * observations[i].Mean) + ((1 - lambda) * z);
            var decay = 1 - Math.Pow(1 - lambda, 2 * (i + 1));
            var halfWidth = options.Width * sigma / Math.Sqrt(observations[i].Size) * Math.Sqrt(lambda / (2 - lambda) * decay);
            points[i] = new ChartPoint(z, centre - halfWidth, centre + halfWidth);
        }

        return new EwmaResult(centre, sigma, points);
    }
}
