using Hengjian.Methods.Common;

namespace Hengjian.Methods.Dea;

/// <summary>
/// A revised simplex method for programs with few rows and many columns. The dual method (leaving row by exact steepest edge) brings
/// a dual feasible start to the optimum; the primal method then repairs what rounding left, and serves the second phase, which moves
/// inside the set of optima of the first. Long runs of steps of length 0 switch to Bland's rule, so that it cannot cycle.
/// </summary>
/// <remarks>Source of the methods: Maros, Computational Techniques of the Simplex Method (2003), chapters 9 and 10.</remarks>
internal sealed partial class Simplex
{
    const double Tie = 1e-10;
    const int LongestIdle = 20;
    const double ClearGain = 1e-6;
    const int Rounds = 4;

    readonly LinearProgram program;
    readonly Basis basis;
    readonly double[] basicCosts;
    readonly double[] prices;
    readonly double[] secondPrices;
    readonly double[] leavingRow;
    readonly double[] column;
    readonly double[] direction;
    readonly double[] firstWeights;
    readonly double[] secondWeights;
    readonly double[] first;
    readonly double[] second;
    readonly int patience;
    readonly int limit;
    Tolerances tolerances = Tolerances.Fine;

    public Simplex(LinearProgram program)
    {
        this.program = program;
        basis = new Basis(program);
        basicCosts = new double[program.Rows];
        prices = new double[program.Rows];
        secondPrices = new double[program.Rows];
        leavingRow = new double[program.Rows];
        column = new double[program.Rows];
        direction = new double[program.Rows];
        firstWeights = new double[program.Matrix.Rows];
        secondWeights = new double[program.Matrix.Rows];
        first = new double[program.FirstOwn + program.OwnColumns];
        second = new double[program.FirstOwn + program.OwnColumns];
        patience = 10 + (2 * program.Rows);
        limit = 1000 + (100 * program.Rows);
    }

    public Basis Basis => basis;

    /// <summary>The objective at the current basis.</summary>
    public double Objective
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < program.Rows; i++)
                sum += program.CostOf(basis.Variables[i]) * basis.Values[i];
            return sum;
        }
    }

    /// <summary>What the objective gains from one unit more of each right-hand side, at the current basis.</summary>
    public ReadOnlySpan<double> Prices()
    {
        FirstPrices();
        return prices;
    }

    double SecondObjective
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < program.Rows; i++)
                sum += SecondCostOf(basis.Variables[i]) * basis.Values[i];
            return sum;
        }
    }

    /// <summary>The value of a variable at the current basis, with what is only rounding taken for 0.</summary>
    public double ValueOf(int variable)
    {
        var position = basis.Variables.IndexOf(variable);
        return position < 0 || basis.IsNegligible(position, tolerances.Value) ? 0 : basis.Values[position];
    }

    /// <summary>
    /// From a dual feasible basis to the optimum of a program that is known to have one; where rounding defeats the fine tolerances,
    /// once more with the coarse ones.
    /// </summary>
    /// <exception cref="UndefinedResultException">The data are too ill-conditioned for double precision.</exception>
    public void MinimiseFrom(ReadOnlySpan<int> start)
    {
        if (MinimiseFrom(start, Tolerances.Fine) != Outcome.Optimal && MinimiseFrom(start, Tolerances.Coarse) != Outcome.Optimal)
            throw new UndefinedResultException("the data are too ill-conditioned for double precision");
    }

    /// <summary>From a dual feasible basis to the optimum.</summary>
    public Outcome MinimiseFrom(ReadOnlySpan<int> start, Tolerances within)
    {
        tolerances = within;
        if (!basis.Set(start))
            return Outcome.Failed;

        // The primal steps after the dual ones may, on data many orders of magnitude apart, leave a domain by more than rounding.
        for (var round = 0; round < Rounds; round++)
        {
            var outcome = MinimiseByDual();
            if (outcome != Outcome.Optimal || LeavingPosition(bland: false, out _) < 0)
                return outcome;
        }

        return Outcome.Failed;
    }

    /// <summary>From the optimum to the optimum of the second costs among all optima.</summary>
    /// <param name="kept">A variable that stays in the basis: the objective of the first phase.</param>
    public Outcome MinimiseSecond(int kept)
    {
        var outcome = Primal(isSecond: true, kept);
        return outcome == Outcome.Optimal && LeavingPosition(bland: false, out _) >= 0 ? Outcome.Failed : outcome;
    }

    Outcome MinimiseByDual()
    {
        var idle = 0;
        for (var steps = 0; steps < limit && idle < patience * LongestIdle; steps++)
        {
            var bland = idle > patience;
            var position = LeavingPosition(bland, out var above);
            var entering = -1;
            var step = 0.0;
            if (position >= 0)
            {
                ScanForDual(position, above);
                entering = EnteringForDual(position, above, bland, out step);
            }

            if (entering < 0)
            {
                if (!basis.IsFresh)
                {
                    if (!basis.Renew())
                        return Outcome.Failed;
                    idle++;
                    continue;
                }

                // Reduced costs that rounding turned negative are worked off; as a rule there are none and one scan shows it.
                return position >= 0 ? Outcome.Infeasible : Primal(isSecond: false, kept: -1);
            }

            idle = IsGain(step * basis.Values[position], Objective) ? 0 : idle + 1;
            if (!basis.Exchange(position, entering, column, direction))
                return Outcome.Failed;
        }

        return Outcome.Failed;
    }

    /// <summary>A step that changes the objective by no more than its rounding counts as idle.</summary>
    static bool IsGain(double gain, double objective) => Math.Abs(gain) > 1e-13 * Math.Abs(objective);

    /// <summary>The basic variable that is furthest outside its domain, measured along the edge it would leave by; −1 when all are inside.</summary>
    int LeavingPosition(bool bland, out bool above)
    {
        var best = -1;
        var bestScore = 0.0;
        above = false;
        for (var i = 0; i < program.Rows; i++)
        {
            var domain = program.DomainOf(basis.Variables[i]);
            var value = basis.Values[i];
            if (domain == Domain.Free || (domain == Domain.NonNegative && value >= 0) || basis.IsNegligible(i, tolerances.Value))
                continue;
            var norm = 0.0;
            foreach (var coefficient in basis.InverseRow(i))
                norm += coefficient * coefficient;
            var score = value * value / norm;
            if (bland ? best < 0 || basis.Variables[i] < basis.Variables[best] : score > bestScore)
            {
                best = i;
                bestScore = score;
                above = value > 0;
            }
        }

        return best;
    }

    /// <summary>Fills <see cref="first"/> with the row of the leaving variable (signs such that a pivot is below 0) and <see cref="second"/> with −d.</summary>
    void ScanForDual(int position, bool above)
    {
        basis.InverseRow(position).CopyTo(leavingRow);
        basis.Clean(leavingRow);
        if (above)
        {
            for (var i = 0; i < leavingRow.Length; i++)
                leavingRow[i] = -leavingRow[i];
        }

        FirstPrices();
        SetWeights(leavingRow, firstWeights, withCosts: false);
        SetWeights(prices, secondWeights, withCosts: true);
        program.Matrix.Scan(firstWeights, tolerances.Pivot, secondWeights, tolerances.Dual, first, second);
        ScanOwn(leavingRow, tolerances.Pivot, null, first);
        ScanOwn(prices, tolerances.Dual, program.OwnCosts, second);
        Silence(first);
    }

    /// <summary>
    /// The dual ratio test: the variable whose reduced cost reaches 0 first; among ties the largest pivot, or Bland's. A pivot that its
    /// own column shows to be rounding is passed over.
    /// </summary>
    /// <returns>−1 when no variable can bring the row back into its domain.</returns>
    int EnteringForDual(int position, bool above, bool bland, out double step)
    {
        while (DualRatioTest(bland, out step) is var entering and >= 0)
        {
            program.CopyColumn(entering, column);
            basis.Direction(column, direction, tolerances.Value);
            if (above ? direction[position] > 0 : direction[position] < 0)
                return entering;
            first[entering] = 0;
        }

        return -1;
    }

    int DualRatioTest(bool bland, out double step)
    {
        step = RatioTest.Smallest(first, second);
        return double.IsPositiveInfinity(step) ? -1 : RatioTest.LargestPivotWithin(step * (1 + Tie), first, second, bland);
    }

    double SecondCostOf(int variable) => program.IsOwn(variable) ? program.OwnSecondCosts[variable - program.FirstOwn] : 0;

    void FirstPrices()
    {
        for (var i = 0; i < program.Rows; i++)
            basicCosts[i] = program.CostOf(basis.Variables[i]);
        basis.Prices(basicCosts, prices);
        basis.Clean(prices);
    }

    /// <summary>Weights of the program's rows as weights of the matrix's rows; with costs the product becomes price·a − cost.</summary>
    void SetWeights(ReadOnlySpan<double> rowWeights, Span<double> matrixWeights, bool withCosts)
    {
        for (var row = 0; row < matrixWeights.Length; row++)
            matrixWeights[row] = withCosts ? -program.CostWeights[row] : 0;
        for (var i = 0; i < rowWeights.Length; i++)
        {
            if (program.MatrixRow[i] >= 0)
                matrixWeights[program.MatrixRow[i]] += rowWeights[i] * program.RowScale[i];
        }
    }

    /// <summary>The same products for the own columns.</summary>
    void ScanOwn(ReadOnlySpan<double> rowWeights, double tolerance, double[]? costs, Span<double> products)
    {
        for (var own = 0; own < program.OwnColumns; own++)
        {
            var coefficients = program.Own(own);
            var cost = costs is null ? 0 : costs[own];
            double sum = -cost, magnitude = Math.Abs(cost);
            for (var i = 0; i < coefficients.Length; i++)
            {
                var term = rowWeights[i] * coefficients[i];
                sum += term;
                magnitude += Math.Abs(term);
            }

            var isZero = Math.Abs(sum) <= tolerance * magnitude;
            products[program.FirstOwn + own] = isZero || program.Domains[own] != Domain.NonNegative ? 0 : sum;
        }
    }

    /// <summary>The basic variables and the excluded column never enter.</summary>
    void Silence(Span<double> products)
    {
        foreach (var variable in basis.Variables)
            products[variable] = 0;
        if (program.Excluded >= 0)
            products[program.Excluded] = 0;
    }
}
