using System.Numerics;
using System.Runtime.InteropServices;

namespace Hengjian.Methods.Dea;

/// <summary>
/// The units that span a frontier, as the columns that all linear programs of an analysis share: a row an input, a row an output and
/// a row of ones for Σλ, each input and output divided by its mean. Stored row by row and padded with zeros to whole vectors.
/// </summary>
internal sealed class ReferenceMatrix
{
    readonly double[] values;
    readonly double[] means;
    readonly int[] units;
    readonly int stride;

    ReferenceMatrix(int inputs, int outputs, int[] units)
    {
        this.units = units;
        InputCount = inputs;
        OutputCount = outputs;
        Columns = units.Length;
        var width = 2 * Vector<double>.Count;
        stride = (Columns + width - 1) / width * width;
        values = new double[Rows * stride];
        means = new double[Rows];
    }

    public int InputCount { get; }

    public int OutputCount { get; }

    /// <summary>Reference units.</summary>
    public int Columns { get; }

    /// <summary>Inputs, outputs and the row of ones.</summary>
    public int Rows => InputCount + OutputCount + 1;

    /// <summary>The row of Σλ.</summary>
    public int SumRow => InputCount + OutputCount;

    /// <summary>Columns with the padding; the length of the results of <see cref="Scan"/>.</summary>
    public int PaddedColumns => stride;

    /// <summary>All units of the data.</summary>
    public static ReferenceMatrix From(DeaData data) => From(data, [.. Enumerable.Range(0, data.Count)]);

    /// <summary>Some units of the data.</summary>
    public static ReferenceMatrix From(DeaData data, int[] units)
    {
        var matrix = new ReferenceMatrix(data.InputCount, data.OutputCount, units);
        for (var i = 0; i < data.InputCount; i++)
            matrix.SetRow(i, data.Input(i));
        for (var r = 0; r < data.OutputCount; r++)
            matrix.SetRow(data.InputCount + r, data.Output(r));
        matrix.values.AsSpan(matrix.SumRow * matrix.stride, matrix.Columns).Fill(1);
        matrix.means[matrix.SumRow] = 1;
        return matrix;
    }

    /// <summary>The unit of the data that a column is.</summary>
    public int UnitOf(int column) => units[column];

    /// <summary>What one unit of a row of this matrix is in the unit of the data.</summary>
    public double MeanOf(int row) => means[row];

    public double this[int row, int column] => values[(row * stride) + column];

    /// <summary>The values of a row, one a reference unit.</summary>
    public ReadOnlySpan<double> Row(int row) => values.AsSpan(row * stride, Columns);

    /// <summary>
    /// For every column the products first·a and second·a. A product that is no larger than rounding (the tolerance times the sum
    /// of the absolute terms) is given as an exact 0, so that ties and duplicates are seen as such.
    /// </summary>
    /// <param name="first">A weight a row.</param>
    /// <param name="firstTolerance">Relative tolerance of the first product.</param>
    /// <param name="second">A weight a row.</param>
    /// <param name="secondTolerance">Relative tolerance of the second product.</param>
    /// <param name="firstProducts">Receives the first products, <see cref="PaddedColumns"/> of them; the padding gets 0.</param>
    /// <param name="secondProducts">Receives the second products.</param>
    public void Scan(
        ReadOnlySpan<double> first,
        double firstTolerance,
        ReadOnlySpan<double> second,
        double secondTolerance,
        Span<double> firstProducts,
        Span<double> secondProducts)
    {
        Span<int> rows = stackalloc int[Rows];
        var used = 0;
        for (var row = 0; row < Rows; row++)
        {
            if (first[row] != 0 || second[row] != 0)
                rows[used++] = row;
        }

        rows = rows[..used];
        var width = Vector<double>.Count;
        var all = MemoryMarshal.Cast<double, Vector<double>>(values);
        var p = MemoryMarshal.Cast<double, Vector<double>>(firstProducts);
        var q = MemoryMarshal.Cast<double, Vector<double>>(secondProducts);
        var vectorStride = stride / width;
        var tolerateP = new Vector<double>(firstTolerance);
        var tolerateQ = new Vector<double>(secondTolerance);

        // Two vectors of columns at a time: eight independent sums keep the multipliers busy.
        for (var j = 0; j + 1 < vectorStride; j += 2)
        {
            Vector<double> p0 = default, q0 = default, absP0 = default, absQ0 = default, p1 = default, q1 = default, absP1 = default, absQ1 = default;
            foreach (var row in rows)
            {
                var a0 = all[(row * vectorStride) + j];
                var a1 = all[(row * vectorStride) + j + 1];
                var weightP = new Vector<double>(first[row]);
                var weightQ = new Vector<double>(second[row]);
                var absWeightP = Vector.Abs(weightP);
                var absWeightQ = Vector.Abs(weightQ);
                p0 = Vector.FusedMultiplyAdd(a0, weightP, p0);
                p1 = Vector.FusedMultiplyAdd(a1, weightP, p1);
                q0 = Vector.FusedMultiplyAdd(a0, weightQ, q0);
                q1 = Vector.FusedMultiplyAdd(a1, weightQ, q1);
                absP0 = Vector.FusedMultiplyAdd(a0, absWeightP, absP0);
                absP1 = Vector.FusedMultiplyAdd(a1, absWeightP, absP1);
                absQ0 = Vector.FusedMultiplyAdd(a0, absWeightQ, absQ0);
                absQ1 = Vector.FusedMultiplyAdd(a1, absWeightQ, absQ1);
            }

            p[j] = Significant(p0, absP0 * tolerateP);
            p[j + 1] = Significant(p1, absP1 * tolerateP);
            q[j] = Significant(q0, absQ0 * tolerateQ);
            q[j + 1] = Significant(q1, absQ1 * tolerateQ);
        }
    }

    static Vector<double> Significant(Vector<double> product, Vector<double> noise) =>
        Vector.ConditionalSelect(Vector.GreaterThan(Vector.Abs(product), noise), product, Vector<double>.Zero);

    void SetRow(int row, ReadOnlySpan<double> column)
    {
        double sum = 0, largest = 0;
        foreach (var unit in units)
            largest = Math.Max(largest, column[unit]);

        // Divided by the largest first, so that the sum of values near the largest double does not overflow.
        foreach (var unit in units)
            sum += largest > 0 ? column[unit] / largest : 0;
        means[row] = largest > 0 ? sum / units.Length * largest : 1;
        var target = values.AsSpan(row * stride, Columns);
        for (var j = 0; j < units.Length; j++)
            target[j] = column[units[j]] / means[row];
    }
}
