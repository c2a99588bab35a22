namespace Hengjian.Methods.Dea;

/// <summary>
/// The basic variables of a program, one a row, with the explicit inverse of their columns. The inverse is renewed from the columns
/// after a bounded number of exchanges, so that rounding does not pile up. Its size is bounded by the rows, never by the units.
/// </summary>
internal sealed class Basis
{
    const int ExchangesBeforeRenewal = 30;
    const double SingularPivot = 1e-13;
    const double VectorNoise = 1e-13;
    const double LargestRounding = 1e-7;

    readonly LinearProgram program;
    readonly int size;
    readonly int[] variables;
    readonly double[] inverse;
    readonly double[] values;
    readonly double[] columns;
    readonly double[] left;
    readonly double[] work;
    readonly double[] rowScales;
    readonly double[] columnScales;
    readonly double[] bounds;
    readonly double[] terms;
    int exchanges;

    public Basis(LinearProgram program)
    {
        this.program = program;
        size = program.Rows;
        variables = new int[size];
        inverse = new double[size * size];
        values = new double[size];
        columns = new double[size * size];
        left = new double[size * size];
        work = new double[size];
        rowScales = new double[size];
        columnScales = new double[size];
        bounds = new double[size];
        terms = new double[size];
    }

    public ReadOnlySpan<int> Variables => variables;

    /// <summary>The values of the basic variables, in the order of <see cref="Variables"/>.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>True when the inverse comes from the columns themselves, with no exchange since.</summary>
    public bool IsFresh => exchanges == 0;

    /// <summary>Row of the inverse: the coefficients of a basic variable in terms of the right-hand side.</summary>
    public ReadOnlySpan<double> InverseRow(int position) => inverse.AsSpan(position * size, size);

    /// <summary>Takes these variables as the basis; false when their columns are dependent.</summary>
    public bool Set(ReadOnlySpan<int> basicVariables)
    {
        basicVariables.CopyTo(variables);
        return Renew();
    }

    /// <summary>Computes the inverse and the values from the columns; false when they are dependent.</summary>
    public bool Renew()
    {
        exchanges = 0;
        if (!Invert())
            return false;
        Multiply(program.RightHandSide, values);

        // One step of iterative refinement: what the values leave of the right-hand side is solved for again.
        for (var row = 0; row < size; row++)
        {
            var rest = program.RightHandSide[row];
            for (var position = 0; position < size; position++)
                rest -= columns[(position * size) + row] * values[position];
            work[row] = rest;
        }

        for (var position = 0; position < size; position++)
            values[position] += Dot(InverseRow(position), work);
        Bounds(values, program.RightHandSide, bounds);
        return true;
    }

    void Multiply(ReadOnlySpan<double> column, Span<double> product)
    {
        for (var position = 0; position < size; position++)
            product[position] = Dot(InverseRow(position), column);
    }

    /// <summary>Costs of the basic variables times the inverse: the dual price of every row.</summary>
    public void Prices(ReadOnlySpan<double> basicCosts, Span<double> prices)
    {
        prices.Clear();
        for (var position = 0; position < size; position++)
        {
            if (basicCosts[position] == 0)
                continue;
            var row = InverseRow(position);
            for (var i = 0; i < size; i++)
                prices[i] += basicCosts[position] * row[i];
        }
    }

    /// <summary>Inverse times a column, with exact zeros for what is only rounding.</summary>
    /// <param name="column">The coefficients of a variable.</param>
    /// <param name="direction">Receives the product.</param>
    /// <param name="tolerance">Relative to the bound of <see cref="Bounds"/>.</param>
    /// <param name="isLevelled">False for the bound row by row, which only a fresh inverse keeps.</param>
    public void Direction(ReadOnlySpan<double> column, Span<double> direction, double tolerance, bool isLevelled = true)
    {
        Multiply(column, direction);
        Bounds(direction, column, work, isLevelled);
        for (var position = 0; position < size; position++)
        {
            if (Math.Abs(direction[position]) <= tolerance * work[position])
                direction[position] = 0;
        }
    }

    /// <summary>
    /// What the rounding error of each entry of x, found as B⁻¹·b, is relative to: |B⁻¹|·(|B||x| + |b|) after Skeel, the bracket
    /// levelled over the equilibrated rows because an updated inverse is not stable row by row
    /// (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 7.2).
    /// </summary>
    void Bounds(ReadOnlySpan<double> solution, ReadOnlySpan<double> rightHandSide, Span<double> result, bool isLevelled = true)
    {
        var level = 0.0;
        for (var i = 0; i < size; i++)
        {
            var sum = Math.Abs(rightHandSide[i]);
            for (var position = 0; position < size; position++)
                sum += Math.Abs(columns[(position * size) + i] * solution[position]);
            terms[i] = sum;
            level = Math.Max(level, sum * rowScales[i]);
        }

        for (var i = 0; isLevelled && i < size; i++)
            terms[i] = level / rowScales[i];
        for (var position = 0; position < size; position++)
        {
            var row = InverseRow(position);
            var sum = 0.0;
            for (var i = 0; i < size; i++)
                sum += Math.Abs(row[i]) * terms[i];
            result[position] = sum;
        }
    }

    /// <summary>Makes exact zeros of those entries of a row vector y, found as c·B⁻¹, that are only rounding; the same bound on the other side.</summary>
    public void Clean(Span<double> rowVector)
    {
        var level = 0.0;
        for (var position = 0; position < size; position++)
        {
            var sum = 0.0;
            for (var i = 0; i < size; i++)
                sum += Math.Abs(rowVector[i] * columns[(position * size) + i]);
            level = Math.Max(level, sum * columnScales[position]);
        }

        for (var i = 0; i < size; i++)
        {
            var bound = 0.0;
            for (var position = 0; position < size; position++)
                bound += level / columnScales[position] * Math.Abs(inverse[(position * size) + i]);
            if (Math.Abs(rowVector[i]) <= VectorNoise * bound)
                rowVector[i] = 0;
        }
    }

    /// <summary>
    /// True when a basic value is only rounding: without effect on any row (the rows are scaled by the unit's own values, so that 1 is
    /// what the unit has), or small beside its error bound and still of little effect.
    /// </summary>
    public bool IsNegligible(int position, double tolerance)
    {
        var value = Math.Abs(values[position]);
        var effect = value * LargestOf(columns.AsSpan(position * size, size));
        return effect <= tolerance || (effect <= LargestRounding && value <= tolerance * bounds[position]);
    }

    /// <summary>Puts a variable in place of a basic one; false when the new basis is dependent.</summary>
    /// <param name="position">The place of the leaving variable.</param>
    /// <param name="entering">The variable that takes it.</param>
    /// <param name="column">Its coefficients.</param>
    /// <param name="direction">The inverse times its coefficients.</param>
    public bool Exchange(int position, int entering, ReadOnlySpan<double> column, ReadOnlySpan<double> direction)
    {
        variables[position] = entering;
        column.CopyTo(columns.AsSpan(position * size, size));
        columnScales[position] = ColumnScale(position);
        if (++exchanges >= ExchangesBeforeRenewal)
            return Renew();

        var pivot = direction[position];
        var step = values[position] / pivot;
        var pivotRow = inverse.AsSpan(position * size, size);
        for (var i = 0; i < size; i++)
            pivotRow[i] /= pivot;
        for (var other = 0; other < size; other++)
        {
            var factor = direction[other];
            if (other == position || factor == 0)
                continue;
            values[other] -= step * factor;
            var row = inverse.AsSpan(other * size, size);
            for (var i = 0; i < size; i++)
                row[i] -= factor * pivotRow[i];
        }

        values[position] = step;
        Bounds(values, program.RightHandSide, bounds);
        return true;
    }

    /// <summary>Gauss and Jordan with row exchanges, on rows and columns scaled towards coefficients of 1.</summary>
    bool Invert()
    {
        for (var position = 0; position < size; position++)
            program.CopyColumn(variables[position], columns.AsSpan(position * size, size));
        Equilibrate();
        Array.Clear(inverse);
        for (var row = 0; row < size; row++)
        {
            inverse[(row * size) + row] = rowScales[row];
            for (var position = 0; position < size; position++)
                left[(row * size) + position] = columns[(position * size) + row] * rowScales[row] * columnScales[position];
        }

        for (var step = 0; step < size; step++)
        {
            var pivotRow = step;
            for (var row = step + 1; row < size; row++)
            {
                if (Math.Abs(left[(row * size) + step]) > Math.Abs(left[(pivotRow * size) + step]))
                    pivotRow = row;
            }

            var pivot = left[(pivotRow * size) + step];
            if (!(Math.Abs(pivot) > SingularPivot))
                return false;
            if (pivotRow != step)
            {
                SwapRows(left, pivotRow, step);
                SwapRows(inverse, pivotRow, step);
            }

            Eliminate(step, pivot);
        }

        for (var position = 0; position < size; position++)
        {
            for (var i = 0; i < size; i++)
                inverse[(position * size) + i] *= columnScales[position];
        }

        return true;
    }

    void Eliminate(int step, double pivot)
    {
        var leftPivot = left.AsSpan(step * size, size);
        var rightPivot = inverse.AsSpan(step * size, size);
        for (var i = 0; i < size; i++)
        {
            leftPivot[i] /= pivot;
            rightPivot[i] /= pivot;
        }

        for (var row = 0; row < size; row++)
        {
            var factor = left[(row * size) + step];
            if (row == step || factor == 0)
                continue;
            var leftRow = left.AsSpan(row * size, size);
            var rightRow = inverse.AsSpan(row * size, size);
            for (var i = 0; i < size; i++)
            {
                leftRow[i] -= factor * leftPivot[i];
                rightRow[i] -= factor * rightPivot[i];
            }
        }
    }

    /// <summary>Powers of two that bring the largest coefficient of every row, then of every column, near 1; exact, so nothing is rounded.</summary>
    void Equilibrate()
    {
        Array.Fill(columnScales, 1);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var row = 0; row < size; row++)
            {
                var largest = 0.0;
                for (var position = 0; position < size; position++)
                    largest = Math.Max(largest, Math.Abs(columns[(position * size) + row]) * columnScales[position]);
                rowScales[row] = PowerOfTwo(largest);
            }

            for (var position = 0; position < size; position++)
                columnScales[position] = ColumnScale(position);
        }
    }

    double ColumnScale(int position)
    {
        var largest = 0.0;
        for (var row = 0; row < size; row++)
            largest = Math.Max(largest, Math.Abs(columns[(position * size) + row]) * rowScales[row]);
        return PowerOfTwo(largest);
    }

    static double PowerOfTwo(double largest) => largest > 0 ? Math.ScaleB(1, -Math.ILogB(largest)) : 1;

    static double LargestOf(ReadOnlySpan<double> column)
    {
        var largest = 0.0;
        foreach (var value in column)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    void SwapRows(Span<double> square, int a, int b)
    {
        for (var i = 0; i < size; i++)
            (square[(a * size) + i], square[(b * size) + i]) = (square[(b * size) + i], square[(a * size) + i]);
    }

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
