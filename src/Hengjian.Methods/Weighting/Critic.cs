using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>CRITIC weights.</summary>
/// <param name="Weights">One a criterion, sum 1; 0 for a constant criterion.</param>
/// <param name="StandardDeviations">Of the min–max values, with n−1.</param>
public sealed record CriticResult(IReadOnlyList<double> Weights, IReadOnlyList<double> StandardDeviations);

/// <summary>
/// CRITIC weighting (criteria importance through intercriteria correlation): on min–max values C_j = σ_j Σ_k(1−ρ_jk), w ∝ C.
/// Source: D. Diakoulaki et al., Comput. Oper. Res. 22 (1995) 763.
/// </summary>
public static class Critic
{
    // Criteria that are affine images of each other have a correlation of one but for rounding; what is left of 1−ρ then is noise.
    const double Noise = 1e-12;

    /// <summary>Weights from the data. A constant criterion has no spread and correlates with none: it adds 1 to the sums of the others.</summary>
    /// <param name="matrix">At least two alternatives.</param>
    /// <exception cref="BadInputException">Fewer than two alternatives.</exception>
    /// <exception cref="UndefinedResultException">No criterion carries information of its own: all are constant, or perfectly correlated.</exception>
    public static CriticResult Compute(CriteriaMatrix matrix)
    {
        if (matrix.Alternatives < 2)
            throw new BadInputException("CRITIC needs at least two alternatives");
        double[][] deviations = [.. matrix.MinMax().Select(Centred)];
        double[] norms = [.. deviations.Select(d => Math.Sqrt(Dot(d, d)))];
        double[] sigmas = [.. norms.Select(norm => norm / Math.Sqrt(matrix.Alternatives - 1))];
        double[] contrasts = [.. sigmas.Select((sigma, j) => sigma * Enumerable.Range(0, norms.Length).Sum(k => Conflict(j, k)))];
        var sum = contrasts.Sum();
        if (sum == 0)
            throw new UndefinedResultException("every criterion is constant or perfectly correlated with all others");
        return new CriticResult([.. contrasts.Select(contrast => contrast / sum)], sigmas);

        double Conflict(int j, int k)
        {
            if (j == k)
                return 0;
            if (matrix.IsConstant(j) || matrix.IsConstant(k))
                return 1;
            var conflict = 1 - (Dot(deviations[j], deviations[k]) / (norms[j] * norms[k]));
            return conflict < Noise ? 0 : conflict;
        }
    }

    static double[] Centred(double[] values)
    {
        var mean = values.Average();
        return [.. values.Select(value => value - mean)];
    }

    static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
