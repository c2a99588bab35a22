namespace Hengjian.Methods.Dea;

/// <summary>Where a variable may lie.</summary>
internal enum Domain : byte
{
    NonNegative,

    /// <summary>Fixed at 0: the slack of an equation. It may start in the basis, has to leave it, and never returns.</summary>
    Zero,

    /// <summary>Any value. It must start in the basis and never leaves it.</summary>
    Free,
}

/// <summary>
/// Minimise c·z over A·z = b with few rows. Most columns are those of a <see cref="ReferenceMatrix"/>, shared by all programs of an
/// analysis; the others (slacks, θ) are this program's own. A variable is named by a number: the columns of the matrix from 0, the
/// own columns from <see cref="FirstOwn"/>. A program is a buffer that is filled anew for each unit.
/// </summary>
internal sealed class LinearProgram
{
    const int Absent = -1;
    readonly double[] own;

    public LinearProgram(ReferenceMatrix matrix, int rows, int ownColumns)
    {
        Matrix = matrix;
        Rows = rows;
        OwnColumns = ownColumns;
        MatrixRow = new int[rows];
        RowScale = new double[rows];
        RightHandSide = new double[rows];
        own = new double[rows * ownColumns];
        Domains = new Domain[ownColumns];
        OwnCosts = new double[ownColumns];
        OwnSecondCosts = new double[ownColumns];
        CostWeights = new double[matrix.Rows];
    }

    public ReferenceMatrix Matrix { get; }

    public int Rows { get; }

    public int OwnColumns { get; }

    /// <summary>The number of the first own column.</summary>
    public int FirstOwn => Matrix.PaddedColumns;

    /// <summary>Which row of the matrix a row of the program is; below 0 for a row that has own columns only.</summary>
    public int[] MatrixRow { get; }

    /// <summary>
    /// What a row of the matrix is multiplied by in this program: one over the unit's own value where that is positive. So every
    /// tolerance of the solver is relative to the unit under study, however small it is beside the others.
    /// </summary>
    public double[] RowScale { get; }

    public double[] RightHandSide { get; }

    public Domain[] Domains { get; }

    public double[] OwnCosts { get; }

    /// <summary>Costs of the second phase, which only own columns have.</summary>
    public double[] OwnSecondCosts { get; }

    /// <summary>The cost of a shared column is the product of these weights, one a row of the matrix, with the column.</summary>
    public double[] CostWeights { get; }

    /// <summary>A column of the matrix that takes no part, or −1.</summary>
    public int Excluded { get; set; } = Absent;

    public bool IsOwn(int variable) => variable >= FirstOwn;

    public Domain DomainOf(int variable) => IsOwn(variable) ? Domains[variable - FirstOwn] : Domain.NonNegative;

    /// <summary>The coefficients of an own column, to be written.</summary>
    public Span<double> Own(int index) => own.AsSpan(index * Rows, Rows);

    /// <summary>Forgets the coefficients of all own columns, the costs and the right-hand side.</summary>
    public void Clear()
    {
        Array.Clear(own);
        Array.Clear(OwnCosts);
        Array.Clear(OwnSecondCosts);
        Array.Clear(CostWeights);
        Array.Clear(RightHandSide);
        Array.Clear(Domains);
    }

    /// <summary>Says that a row of the program is a row of the matrix, scaled.</summary>
    public void SetRow(int row, int matrixRow, double scale)
    {
        MatrixRow[row] = matrixRow;
        RowScale[row] = scale;
    }

    /// <summary>Says that a row has no coefficient in the shared columns.</summary>
    public void SetOwnRow(int row) => SetRow(row, Absent, 0);

    /// <summary>The coefficients of any variable.</summary>
    public void CopyColumn(int variable, Span<double> target)
    {
        if (IsOwn(variable))
        {
            Own(variable - FirstOwn).CopyTo(target);
            return;
        }

        for (var row = 0; row < Rows; row++)
            target[row] = MatrixRow[row] < 0 ? 0 : RowScale[row] * Matrix[MatrixRow[row], variable];
    }

    public double CostOf(int variable)
    {
        if (IsOwn(variable))
            return OwnCosts[variable - FirstOwn];
        var cost = 0.0;
        for (var row = 0; row < CostWeights.Length; row++)
        {
            if (CostWeights[row] != 0)
                cost += CostWeights[row] * Matrix[row, variable];
        }

        return cost;
    }
}
