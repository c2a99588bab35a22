namespace Hengjian.Methods.Dea;

/// <summary>The linear form of the slacks-based measure for one unit.</summary>
internal sealed class SlacksProgram
{
    const int Scale = 0;
    readonly ReferenceMatrix matrix;
    readonly ReturnsToScale returns;
    readonly LinearProgram program;
    readonly Simplex simplex;
    readonly int[] start;

    public SlacksProgram(ReferenceMatrix matrix, ReturnsToScale returns)
    {
        this.matrix = matrix;
        this.returns = returns;
        var slacks = matrix.InputCount + matrix.OutputCount;
        var sums = returns == ReturnsToScale.Variable ? 1 : 0;
        program = new LinearProgram(matrix, slacks + 1 + sums, 1 + slacks + sums);
        simplex = new Simplex(program);
        start = new int[program.Rows];
    }

    public UnitSlacks Solve(UnitValues unit)
    {
        Fill(unit);
        simplex.MinimiseFrom(start);
        var scale = simplex.ValueOf(program.FirstOwn + Scale);
        var slacks = new double[matrix.InputCount + matrix.OutputCount];
        for (var row = 0; row < slacks.Length; row++)
        {
            var value = row < matrix.InputCount ? unit.Inputs[row] : unit.Outputs[row - matrix.InputCount];
            slacks[row] = Math.Max(0, simplex.ValueOf(program.FirstOwn + 1 + row)) / scale * value;
        }

        return new UnitSlacks(Math.Min(1, simplex.Objective), slacks[..matrix.InputCount], slacks[matrix.InputCount..]);
    }

    /// <summary>
    /// The start is the supporting hyperplane v = 1/(m·x₀), u = ξ/(s·y₀) with the largest ξ that keeps every reference unit below it:
    /// all slacks are basic, and the unit that it touches.
    /// </summary>
    void Fill(UnitValues unit)
    {
        program.Clear();
        int m = matrix.InputCount, s = matrix.OutputCount, normal = m + s;
        program.OwnCosts[Scale] = 1;
        for (var row = 0; row < m + s; row++)
        {
            var value = row < m ? unit.Inputs[row] : unit.Outputs[row - m];
            program.SetRow(row, row, matrix.MeanOf(row) / value);
            program.Own(Scale)[row] = -1;
            program.Own(1 + row)[row] = row < m ? 1 : -1;
            if (row < m)
                program.OwnCosts[1 + row] = -1.0 / m;
            else
                program.Own(1 + row)[normal] = 1.0 / s;
            start[row] = program.FirstOwn + 1 + row;
        }

        program.SetOwnRow(normal);
        program.Own(Scale)[normal] = 1;
        program.RightHandSide[normal] = 1;
        start[normal] = Touching();
        if (returns == ReturnsToScale.Variable)
        {
            var sum = program.Rows - 1;
            var slack = program.OwnColumns - 1;
            program.SetRow(sum, matrix.SumRow, 1);
            program.Own(Scale)[sum] = -1;
            program.Own(slack)[sum] = 1;
            program.Domains[slack] = Domain.Zero;
            start[sum] = program.FirstOwn + slack;
        }
    }

    int Touching()
    {
        int best = 0;
        var least = double.PositiveInfinity;
        for (var unit = 0; unit < matrix.Columns; unit++)
        {
            double inputs = 0, outputs = 0;
            for (var i = 0; i < matrix.InputCount; i++)
                inputs += program.RowScale[i] * matrix[i, unit];
            for (var r = matrix.InputCount; r < matrix.InputCount + matrix.OutputCount; r++)
                outputs += program.RowScale[r] * matrix[r, unit];
            if (inputs / outputs < least)
                (best, least) = (unit, inputs / outputs);
        }

        return best;
    }
}
