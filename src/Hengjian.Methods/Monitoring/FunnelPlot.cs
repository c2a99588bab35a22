using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>What one institution (or reader) brings to a funnel plot.</summary>
/// <param name="Events">Events, a whole number from 0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">Trials, a whole number above 0.</param>
public readonly record struct InstitutionCount(long Events, long Trials);

/// <summary>One institution in the funnel. Limits are rates.</summary>
/// <param name="Rate">Events over trials.</param>
/// <param name="Z">Distance from the benchmark in binomial standard errors.</param>
/// <param name="ZAdjusted">The same allowing for over-dispersion: Z/√max(1, φ).</param>
/// <param name="Normal95">Normal limits at ±Φ⁻¹(0.975), not cut to [0, 1].</param>
/// <param name="Normal998">Normal limits at ±Φ⁻¹(0.999), not cut to [0, 1].</param>
/// <param name="Exact95">Binomial quantiles 0.025 and 0.975 over the trials.</param>
/// <param name="Exact998">Binomial quantiles 0.001 and 0.999 over the trials.</param>
/// <param name="IsOutlier998">Whether |Z| exceeds Φ⁻¹(0.999).</param>
/// <param name="P">Two-sided p of Z.</param>
/// <param name="PBenjaminiHochberg">The same adjusted over the institutions.</param>
public sealed record FunnelInstitution(
    double Rate, double Z, double ZAdjusted, Interval Normal95, Interval Normal998, Interval Exact95, Interval Exact998, bool IsOutlier998, double P,
    double PBenjaminiHochberg);

/// <summary>A funnel plot.</summary>
/// <param name="Benchmark">The rate against which the institutions are held, in (0, 1).</param>
/// <param name="Phi">Over-dispersion factor: mean square of the winsorised z.</param>
/// <param name="Institutions">In the order of the input.</param>
public sealed record FunnelResult(double Benchmark, double Phi, IReadOnlyList<FunnelInstitution> Institutions);

/// <summary>
/// Funnel plot of proportions with multiplicative over-dispersion: z = (rate−b)/√(b(1−b)/n); φ = mean z² after winsorising z at its type-7 10 % and
/// 90 % quantiles. Sources: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Stat. Med. 24 (2005) 1185, and
/// "Handling over-dispersion of performance indicators", Qual. Saf. Health Care 14 (2005) 347.
/// </summary>
public static class FunnelPlot
{
    const double WinsorisedShare = 0.1;

    /// <summary>Computes the plot.</summary>
    /// <param name="institutions">At least one.</param>
    /// <param name="benchmark">A rate in (0, 1), or null for all events over all trials.</param>
    /// <exception cref="BadInputException">Counts or benchmark out of range.</exception>
    /// <exception cref="UndefinedResultException">No event at all, or nothing else, so that the benchmark has no variance.</exception>
    public static FunnelResult Compute(IReadOnlyList<InstitutionCount> institutions, double? benchmark = null)
    {
        if (institutions.Count == 0)
            throw new BadInputException("no institutions");
        for (var i = 0; i < institutions.Count; i++)
        {
            if (institutions[i].Trials < 1)
                throw new BadInputException("the number of trials must be above 0", i + 1);
            if (institutions[i].Events < 0 || institutions[i].Events > institutions[i].Trials)
                throw new BadInputException("the number of events must lie between 0 and the trials", i + 1);
        }

        if (benchmark is not (null or (> 0 and < 1)))
            throw new BadInputException("the benchmark must lie strictly between 0 and 1");
        var b = benchmark ?? (double)institutions.Sum(one => one.Events) / institutions.Sum(one => one.Trials);
        if (b is 0 or 1)
            throw new UndefinedResultException("the benchmark has no variance: every trial, or none, had the event");

        double[] z = [.. institutions.Select(one => (Rate(one) - b) / StandardError(one, b))];
        var phi = OverDispersion(z);
        double[] p = [.. z.Select(Distributions.NormalTwoSided)];
        var adjusted = PValueAdjustment.Compute(p);
        var z95 = Distributions.NormalQuantile(0.975);
        var z998 = Distributions.NormalQuantile(0.999);
        return new FunnelResult(b, phi, [.. institutions.Select(Place)]);

        FunnelInstitution Place(InstitutionCount one, int i) => new(
            Rate(one),
            z[i],
            z[i] / Math.Sqrt(Math.Max(1, phi)),
            NormalLimits(one, b, z95),
            NormalLimits(one, b, z998),
            ExactLimits(one, b, 0.025, 0.975),
            ExactLimits(one, b, 0.001, 0.999),
            Math.Abs(z[i]) > z998,
            p[i],
            adjusted[i].BenjaminiHochberg);
    }

    /// <summary>φ of Spiegelhalter, from the z-scores.</summary>
    static double OverDispersion(ReadOnlySpan<double> z)
    {
        var sorted = z.ToArray();
        Array.Sort(sorted);
        var low = Quantiles.Type7(sorted, WinsorisedShare);
        var high = Quantiles.Type7(sorted, 1 - WinsorisedShare);
        return sorted.Average(one => Math.Pow(Math.Clamp(one, low, high), 2));
    }

    static double Rate(InstitutionCount one) => (double)one.Events / one.Trials;

    static double StandardError(InstitutionCount one, double b) => Math.Sqrt(b * (1 - b) / one.Trials);

    static Interval NormalLimits(InstitutionCount one, double b, double z) => new(b - (z * StandardError(one, b)), b + (z * StandardError(one, b)));

    static Interval ExactLimits(InstitutionCount one, double b, double low, double high) => new(
        (double)BinomialQuantile(low, one.Trials, b) / one.Trials,
        (double)BinomialQuantile(high, one.Trials, b) / one.Trials);

    /// <summary>The smallest k with P(X ≤ k) ≥ q; a shortfall within rounding counts as equal.</summary>
    internal static long BinomialQuantile(double q, long trials, double probability)
    {
        var reached = q * (1 - 1e-13);
        long low = 0, high = trials;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Distributions.BinomialCdf(middle, trials, probability) >= reached)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
