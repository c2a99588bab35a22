using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>A combination of weight vectors.</summary>
/// <param name="Alpha">Share of each vector, not negative, sum 1.</param>
/// <param name="Weights">The combined weights, sum 1.</param>
public sealed record GameTheoryWeightsResult(IReadOnlyList<double> Alpha, IReadOnlyList<double> Weights);

/// <summary>
/// Combination of weights by game theory: the α that minimise the distances of Σαⱼwⱼ to every wᵢ solve Σⱼαⱼ(wᵢ·wⱼ) = wᵢ·wᵢ;
/// then α ← |α|/Σ|α| and w = Σαⱼwⱼ. Source: the Nash-equilibrium form of combination weighting, C. Lai et al., Nat. Hazards 77 (2015) 1243.
/// </summary>
public static class GameTheoryWeights
{
    // Of the squared sine of the angle between a vector and the span of those before it: below, they are dependent but for rounding.
    const double SmallestPivot = 1e-12;

    /// <summary>Combines the vectors.</summary>
    /// <param name="vectors">Each with one non-negative weight a criterion, none all 0, linearly independent.</param>
    /// <exception cref="BadInputException">A negative weight, lengths that differ, a zero vector, or dependent vectors.</exception>
    public static GameTheoryWeightsResult Compute(IReadOnlyList<IReadOnlyList<double>> vectors)
    {
        if (vectors.Count == 0 || vectors.Any(vector => vector.Count != vectors[0].Count))
            throw new BadInputException("the weight vectors must have one weight for each criterion");
        foreach (var vector in vectors)
        {
            for (var i = 0; i < vector.Count; i++)
            {
                if (!(vector[i] >= 0))
                    throw new BadInputException("a weight must not be below 0", i + 1);
            }
        }

        double[] norms = [.. vectors.Select(vector => Math.Sqrt(Dot(vector, vector)))];
        if (norms.Contains(0))
            throw new BadInputException("a weight vector is all 0");
        var alpha = Solve(vectors, norms);
        var total = alpha.Sum(Math.Abs);
        alpha = [.. alpha.Select(a => Math.Abs(a) / total)];
        double[] combined = [.. Enumerable.Range(0, vectors[0].Count).Select(i => vectors.Select((vector, j) => alpha[j] * vector[i]).Sum())];
        return new GameTheoryWeightsResult(alpha, CriteriaWeights.Normalise(combined));
    }

    /// <summary>Solves the system by Cholesky on unit vectors: with wᵢ = ‖wᵢ‖uᵢ it reads Σⱼ(uᵢ·uⱼ)(αⱼ‖wⱼ‖) = ‖wᵢ‖.</summary>
    static double[] Solve(IReadOnlyList<IReadOnlyList<double>> vectors, double[] norms)
    {
        var n = vectors.Count;
        var lower = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = Dot(vectors[i], vectors[j]) / (norms[i] * norms[j]);
                for (var k = 0; k < j; k++)
                    rest -= lower[i, k] * lower[j, k];
                if (j < i)
                    lower[i, j] = rest / lower[j, j];
                else if (rest > SmallestPivot)
                    lower[i, i] = Math.Sqrt(rest);
                else
                    throw new BadInputException("the weight vectors are linearly dependent, so the system is singular");
            }
        }

        var solution = (double[])norms.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                solution[i] -= lower[i, k] * solution[k];
            solution[i] /= lower[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                solution[i] -= lower[k, i] * solution[k];
            solution[i] /= lower[i, i];
        }

        for (var i = 0; i < n; i++)
            solution[i] /= norms[i];
        return solution;
    }

    static double Dot(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Count; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
