using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>Three judgements that contradict each other; positions count from 0.</summary>
/// <param name="I">First item.</param>
/// <param name="J">Second item.</param>
/// <param name="K">Third item.</param>
/// <param name="Deviation">|ln(a_ij·a_jk/a_ik)|, 0 where the three agree.</param>
public readonly record struct WorstTriple(int I, int J, int K, double Deviation);

/// <summary>The priorities of one matrix.</summary>
/// <param name="Weights">Principal right eigenvector, sum 1.</param>
/// <param name="GeometricWeights">Row geometric means, sum 1.</param>
/// <param name="LambdaMax">Principal eigenvalue, n where the judgements are consistent.</param>
/// <param name="ConsistencyIndex">(λ−n)/(n−1); 0 for one item.</param>
/// <param name="RandomIndex">Mean consistency index of random judgements.</param>
/// <param name="ConsistencyRatio">Consistency over random index; 0 for one or two items.</param>
/// <param name="WorstTriple">The largest contradiction; null for fewer than three items.</param>
public sealed record AhpResult(
    IReadOnlyList<double> Weights, IReadOnlyList<double> GeometricWeights, double LambdaMax, double ConsistencyIndex, double RandomIndex,
    double ConsistencyRatio, WorstTriple? WorstTriple)
{
    /// <summary>Whether the consistency ratio is at most 0.1.</summary>
    public bool IsConsistent => ConsistencyRatio <= 0.1;
}

/// <summary>
/// Analytic hierarchy process: priorities as the principal eigenvector of the judgements.
/// Source: T. L. Saaty, "A scaling method for priorities in hierarchical structures", J. Math. Psychol. 15 (1977) 234; the worst triple is
/// W. W. Koczkodaj's local inconsistency (Math. Comput. Model. 18 (1993) 79) on the logarithmic scale.
/// </summary>
public static class Ahp
{
    // Deviations that differ by less are the same: the first triple is named.
    const double TripleTie = 1e-9;

    /// <summary>Computes priorities and consistency.</summary>
    /// <exception cref="BadInputException">More than 15 items with Saaty's table.</exception>
    public static AhpResult Compute(PairwiseMatrix judgements, RandomIndex index = RandomIndex.Saaty)
    {
        var n = judgements.Size;
        var weights = PrincipalEigenvector(judgements);
        var lambda = Image(judgements, weights).Sum();
        var ci = n == 1 ? 0 : (lambda - n) / (n - 1);
        var ri = index.For(n);
        return new AhpResult(weights, GeometricMeans(judgements), lambda, ci, ri, n <= 2 ? 0 : ci / ri, Worst(judgements));
    }

    /// <summary>
    /// The eigenvector of the largest eigenvalue, sum 1. Squaring the matrix until its columns agree takes few steps however close the second
    /// eigenvalue comes; iterations with the matrix itself then remove what rounding the squares has cost.
    /// </summary>
    static double[] PrincipalEigenvector(PairwiseMatrix judgements)
    {
        var n = judgements.Size;
        var power = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                power[i, j] = judgements[i, j];
        }

        var vector = RowSums(power);
        for (var step = 0; step < 60; step++)
        {
            power = Squared(power);
            var next = RowSums(power);
            var moved = next.Zip(vector, (a, b) => Math.Abs(a - b)).Max();
            vector = next;
            if (moved < 1e-15)
                break;
        }

        for (var step = 0; step < 20; step++)
            vector = Normalised(Image(judgements, vector));
        return vector;
    }

    static double[] RowSums(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        return Normalised([.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => matrix[i, j]))]);
    }

    /// <summary>The square, scaled so that its largest entry is 1.</summary>
    static double[,] Squared(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var square = new double[n, n];
        double largest = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                    square[i, j] += matrix[i, k] * matrix[k, j];
                largest = Math.Max(largest, square[i, j]);
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                square[i, j] /= largest;
        }

        return square;
    }

    static double[] Image(PairwiseMatrix judgements, double[] vector)
    {
        var image = new double[vector.Length];
        for (var i = 0; i < vector.Length; i++)
        {
            for (var j = 0; j < vector.Length; j++)
                image[i] += judgements[i, j] * vector[j];
        }

        return image;
    }

    static double[] GeometricMeans(PairwiseMatrix judgements)
    {
        var n = judgements.Size;
        return Normalised([.. Enumerable.Range(0, n).Select(i => Math.Exp(Enumerable.Range(0, n).Average(j => Math.Log(judgements[i, j]))))]);
    }

    static double[] Normalised(double[] vector)
    {
        var sum = vector.Sum();
        return [.. vector.Select(value => value / sum)];
    }

    static WorstTriple? Worst(PairwiseMatrix judgements)
    {
        WorstTriple[] triples = [.. Triples(judgements)];
        if (triples.Length == 0)
            return null;
        var largest = triples.Max(triple => triple.Deviation);
        return triples.First(triple => triple.Deviation >= largest - TripleTie);
    }

    static IEnumerable<WorstTriple> Triples(PairwiseMatrix a)
    {
        for (var i = 0; i < a.Size; i++)
        {
            for (var j = i + 1; j < a.Size; j++)
            {
                for (var k = j + 1; k < a.Size; k++)
                    yield return new WorstTriple(i, j, k, Math.Abs(Math.Log(a[i, j] * a[j, k] / a[i, k])));
            }
        }
    }
}
