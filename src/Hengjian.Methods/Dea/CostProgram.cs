namespace Hengjian.Methods.Dea;

/// <summary>min Σⱼ λⱼ(w₀·xⱼ), Yλ ≥ y₀: the inputs enter as the cost of a column. All slacks basic is dual feasible, since no cost is below 0.</summary>
internal sealed class CostProgram
{
    readonly ReferenceMatrix matrix;
    readonly ReturnsToScale returns;
    readonly LinearProgram program;
    readonly Simplex simplex;
    readonly int[] start;

    public CostProgram(ReferenceMatrix matrix, ReturnsToScale returns)
    {
        this.matrix = matrix;
        this.returns = returns;
        var rows = matrix.OutputCount + (returns == ReturnsToScale.Constant ? 0 : 1);
        program = new LinearProgram(matrix, rows, rows);
        simplex = new Simplex(program);
        start = new int[rows];
    }

    /// <summary>The inputs Xλ of least cost.</summary>
    public double[] OptimalInputs(UnitValues unit, ReadOnlySpan<double> prices)
    {
        Fill(unit, prices);
        simplex.MinimiseFrom(start);
        var optimal = new double[matrix.InputCount];
        foreach (var variable in simplex.Basis.Variables)
        {
            if (program.IsOwn(variable))
                continue;
            var lambda = Math.Max(0, simplex.ValueOf(variable));
            for (var i = 0; i < optimal.Length; i++)
                optimal[i] += lambda * matrix[i, variable] * matrix.MeanOf(i);
        }

        return optimal;
    }

    void Fill(UnitValues unit, ReadOnlySpan<double> prices)
    {
        program.Clear();
        var actual = 0.0;
        for (var i = 0; i < prices.Length; i++)
            actual += prices[i] * unit.Inputs[i];
        for (var i = 0; i < prices.Length; i++)
            program.CostWeights[i] = prices[i] * matrix.MeanOf(i) / actual;

        for (var r = 0; r < matrix.OutputCount; r++)
        {
            var value = unit.Outputs[r] / matrix.MeanOf(matrix.InputCount + r);
            program.SetRow(r, matrix.InputCount + r, value > 0 ? 1 / value : 1);
            program.RightHandSide[r] = value > 0 ? 1 : 0;
            program.Own(r)[r] = -1;
        }

        if (returns != ReturnsToScale.Constant)
        {
            var sum = program.Rows - 1;
            program.SetRow(sum, matrix.SumRow, 1);
            program.RightHandSide[sum] = 1;
            program.Own(sum)[sum] = returns == ReturnsToScale.NonDecreasing ? -1 : 1;
            program.Domains[sum] = returns == ReturnsToScale.Variable ? Domain.Zero : Domain.NonNegative;
        }

        for (var row = 0; row < start.Length; row++)
            start[row] = program.FirstOwn + row;
    }
}
