using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>A reciprocal matrix of pairwise judgements: entry (i, j) says how many times item i is preferred to item j. Immutable.</summary>
public sealed class PairwiseMatrix
{
    const double Tolerance = 1e-6;
    readonly double[,] ratios;

    PairwiseMatrix(double[,] ratios) => this.ratios = ratios;

    /// <summary>Number of items.</summary>
    public int Size => ratios.GetLength(0);

    /// <summary>How many times item <paramref name="i"/> is preferred to item <paramref name="j"/>.</summary>
    public double this[int i, int j] => ratios[i, j];

    /// <summary>A full matrix.</summary>
    /// <param name="rows">n rows of n positive ratios, diagonal 1, aᵢⱼ·aⱼᵢ = 1 within 1e-6.</param>
    /// <param name="items">Names for the message of a fault; null for positions.</param>
    /// <exception cref="BadInputException">Not square, a ratio not above 0, or not reciprocal: the first faulty cell on or below the diagonal, by rows.</exception>
    public static PairwiseMatrix FromRows(IReadOnlyList<IReadOnlyList<double>> rows, IReadOnlyList<string>? items = null)
    {
        var n = rows.Count;
        if (n == 0)
            throw new BadInputException("the matrix is empty");
        var entries = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            if (rows[i].Count != n)
                throw new BadInputException($"the matrix is not square: {n} rows, {rows[i].Count} columns", i + 1);
            for (var j = 0; j < n; j++)
            {
                if (!(rows[i][j] > 0 && double.IsFinite(rows[i][j])))
                    throw Fault("a ratio must be above 0", i, j);
                entries[i, j] = rows[i][j];
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Math.Abs((entries[i, j] * entries[j, i]) - 1) > Tolerance)
                    throw Fault("not the reciprocal of the cell across the diagonal", i, j);
            }

            if (Math.Abs(entries[i, i] - 1) > Tolerance)
                throw Fault("the diagonal must be 1", i, i);
        }

        return new PairwiseMatrix(entries);

        BadInputException Fault(string problem, int i, int j) =>
            new(problem, i + 1, items?[j] ?? Text(j + 1), Text(rows[i][j]));

        static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A matrix from the judgements above the diagonal.</summary>
    /// <param name="size">Number of items.</param>
    /// <param name="ratioAbove">The positive ratio of items i &lt; j.</param>
    public static PairwiseMatrix FromUpper(int size, Func<int, int, double> ratioAbove)
    {
        var entries = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            entries[i, i] = 1;
            for (var j = i + 1; j < size; j++)
            {
                var ratio = ratioAbove(i, j);
                if (!(ratio > 0 && double.IsFinite(ratio)))
                    throw new BadInputException("a ratio must be above 0");
                entries[i, j] = ratio;
                entries[j, i] = 1 / ratio;
            }
        }

        return new PairwiseMatrix(entries);
    }

    /// <summary>The element-wise geometric mean, which is reciprocal again.</summary>
    /// <param name="matrices">At least one, all of one size.</param>
    public static PairwiseMatrix GeometricMean(IReadOnlyList<PairwiseMatrix> matrices) =>
        FromUpper(matrices[0].Size, (i, j) => Math.Exp(matrices.Average(matrix => Math.Log(matrix[i, j]))));
}
