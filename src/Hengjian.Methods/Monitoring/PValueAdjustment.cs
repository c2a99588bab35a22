using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>A p-value with its adjusted values, all in [0, 1].</summary>
/// <param name="P">As given.</param>
/// <param name="BenjaminiHochberg">Controls the false discovery rate of independent tests.</param>
/// <param name="BenjaminiYekutieli">Controls it under any dependence.</param>
/// <param name="Holm">Controls the family-wise error, step-down.</param>
/// <param name="Bonferroni">Controls the family-wise error, single-step.</param>
public readonly record struct AdjustedPValue(double P, double BenjaminiHochberg, double BenjaminiYekutieli, double Holm, double Bonferroni);

/// <summary>
/// Adjustment of a family of m p-values. BH: min over j ≥ i of p₍ⱼ₎m/j (Benjamini and Hochberg, JRSS B 57 (1995) 289); BY: the same times Σ1/j
/// (Benjamini and Yekutieli, Ann. Stat. 29 (2001) 1165); Holm: max over j ≤ i of p₍ⱼ₎(m−j+1) (Scand. J. Stat. 6 (1979) 65); Bonferroni: pm. All capped at 1.
/// </summary>
public static class PValueAdjustment
{
    /// <summary>Adjusts the values; the result is in the order of the input.</summary>
    /// <param name="pValues">Each in [0, 1].</param>
    /// <exception cref="BadInputException">A value outside [0, 1].</exception>
    public static IReadOnlyList<AdjustedPValue> Compute(IReadOnlyList<double> pValues)
    {
        var m = pValues.Count;
        for (var i = 0; i < m; i++)
        {
            if (pValues[i] is not (>= 0 and <= 1))
                throw new BadInputException("a p-value must lie in [0, 1]", i + 1);
        }

        int[] order = [.. Enumerable.Range(0, m).OrderBy(i => pValues[i])];
        var harmonic = Enumerable.Range(1, m).Sum(j => 1.0 / j);
        var holm = new double[m];
        double largest = 0;
        for (var j = 1; j <= m; j++)
        {
            largest = Math.Max(largest, pValues[order[j - 1]] * (m - j + 1));
            holm[j - 1] = Math.Min(1, largest);
        }

        var adjusted = new AdjustedPValue[m];
        double bh = 1, by = 1;
        for (var j = m; j >= 1; j--)
        {
            var p = pValues[order[j - 1]];
            var step = p * m / j;
            bh = Math.Min(bh, step);
            by = Math.Min(by, step * harmonic);
            adjusted[order[j - 1]] = new AdjustedPValue(p, bh, by, holm[j - 1], Math.Min(1, p * m));
        }

        return adjusted;
    }

    /// <summary>
    /// Whether an adjusted value rejects at <paramref name="alpha"/>: at most alpha, a rounding error of 1e-12 relative forgiven, so that
    /// decimal values that meet the bound exactly are not lost to binary rounding.
    /// </summary>
    public static bool Rejects(double adjusted, double alpha) => adjusted <= alpha * (1 + 1e-12);
}
