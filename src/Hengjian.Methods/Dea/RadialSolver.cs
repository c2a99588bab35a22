using Hengjian.Methods.Common;

namespace Hengjian.Methods.Dea;

/// <summary>
/// Farrell's radial measure of one unit after another against one reference set, each started from the frontier facet where the last
/// one ended. That is possible because the set of supporting hyperplanes {v, u, u₀ : u·y − v·x + u₀ ≤ 0 on the reference set} does not
/// depend on the unit under study: exchanging the column of θ leaves the basis dual feasible.
/// </summary>
/// <remarks>
/// Input: min θ, Xλ ≤ θx₀, Yλ ≥ y₀. Output: max φ, Xλ ≤ x₀, Yλ ≥ φy₀; under constant returns it is the input problem with φ = 1/θ.
/// Charnes, Cooper, Rhodes (1978); Banker, Charnes, Cooper (1984).
/// </remarks>
internal sealed class RadialSolver
{
    const int Theta = 0;
    const double NoPeer = 1e-8;
    const double SameScore = 1e-6;

    readonly ReferenceMatrix matrix;
    readonly ReturnsToScale returns;
    readonly Orientation orientation;
    readonly LinearProgram program;
    readonly Simplex simplex;
    readonly int[] warmBasis;
    readonly int[] coldBasis;
    readonly double[] noOutputs;
    bool isWarm;

    public RadialSolver(ReferenceMatrix matrix, ReturnsToScale returns, Orientation orientation)
    {
        this.matrix = matrix;
        this.returns = returns;
        this.orientation = returns == ReturnsToScale.Constant ? Orientation.Input : orientation;
        IsReciprocal = this.orientation != orientation;
        HasSumRow = returns != ReturnsToScale.Constant;
        var radialRows = matrix.InputCount + matrix.OutputCount;
        program = new LinearProgram(matrix, radialRows + (HasSumRow ? 1 : 0), radialRows + 1 + (HasSumRow ? 1 : 0));
        simplex = new Simplex(program);
        warmBasis = new int[program.Rows];
        coldBasis = new int[program.Rows];
        noOutputs = new double[matrix.OutputCount];
    }

    /// <summary>The output measure is found as one over the input measure.</summary>
    bool IsReciprocal { get; }

    bool HasSumRow { get; }

    int SumSlack => 1 + matrix.InputCount + matrix.OutputCount;

    /// <summary>Forgets where the last unit ended.</summary>
    public void Reset() => isWarm = false;

    /// <summary>θ or φ of a unit; null when the program has no solution.</summary>
    /// <param name="inputs">The unit's inputs, in the unit of the data.</param>
    /// <param name="outputs">The unit's outputs.</param>
    /// <param name="excluded">A reference unit that takes no part, or −1.</param>
    /// <exception cref="UndefinedResultException">The data are too ill-conditioned for double precision.</exception>
    public double? Score(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs, int excluded = -1)
    {
        var outcome = Optimise(inputs, outputs, excluded);
        if (outcome == Outcome.Failed)
            throw TooIllConditioned();
        if (outcome == Outcome.Infeasible)
            return WithoutSolution(inputs, outputs);
        return Efficiency();
    }

    /// <summary>θ or φ of a reference unit, and the largest sum of slacks (in the unit of the data) that goes with it.</summary>
    /// <exception cref="UndefinedResultException">The data are too ill-conditioned for double precision.</exception>
    public RadialResult ScoreWithSlacks(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs)
    {
        var isSolved = Optimise(inputs, outputs, excluded: -1) == Outcome.Optimal
            || ColdStart(inputs, outputs, excluded: -1, Tolerances.Coarse) == Outcome.Optimal;
        if (!isSolved)
            throw TooIllConditioned();
        var efficiency = RadialScores.OfMember(Efficiency(), IsReciprocal ? Orientation.Output : orientation);
        var support = Support(efficiency);
        if (!MaximiseSlacks(efficiency))
            RetrySecond(inputs, outputs, efficiency);

        var factor = IsReciprocal ? efficiency : 1;
        var slacks = new double[matrix.InputCount + matrix.OutputCount];
        for (var row = 0; row < slacks.Length; row++)
        {
            var inDataUnits = matrix.MeanOf(row) / program.RowScale[row];
            slacks[row] = Math.Max(0, simplex.ValueOf(program.FirstOwn + 1 + row)) * inDataUnits * factor;
        }

        var peers = new List<(int Unit, double Lambda)>();
        foreach (var variable in simplex.Basis.Variables)
        {
            if (!program.IsOwn(variable) && simplex.ValueOf(variable) * factor is > NoPeer and var lambda)
                peers.Add((matrix.UnitOf(variable), lambda));
        }

        peers.Sort((a, b) => a.Unit.CompareTo(b.Unit));
        return new RadialResult(efficiency, slacks[..matrix.InputCount], slacks[matrix.InputCount..], peers, support);
    }

    /// <summary>The second phase; false when it fails, or loses the score of the first to rounding.</summary>
    bool MaximiseSlacks(double efficiency) =>
        simplex.MinimiseSecond(program.FirstOwn + Theta) == Outcome.Optimal && Math.Abs(Efficiency() - efficiency) <= SameScore * efficiency;

    /// <summary>
    /// The second phase with coarse tolerances. Rounding may defeat that too where the score is next to nothing (below about 1e-9) or
    /// the data span ten orders of magnitude; the slacks are then those of the first phase.
    /// </summary>
    void RetrySecond(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs, double efficiency)
    {
        var isSolved = ColdStart(inputs, outputs, excluded: -1, Tolerances.Coarse) == Outcome.Optimal && MaximiseSlacks(efficiency);
        if (!isSolved && Optimise(inputs, outputs, excluded: -1) != Outcome.Optimal)
            throw TooIllConditioned();
    }

    /// <summary>The supporting hyperplane that the prices of the first phase describe, in the units of the data.</summary>
    Hyperplane Support(double efficiency)
    {
        var prices = simplex.Prices();
        var factor = IsReciprocal ? efficiency : 1;
        var weights = new double[matrix.InputCount + matrix.OutputCount];
        for (var row = 0; row < weights.Length; row++)
        {
            var price = row < matrix.InputCount ? -prices[row] : prices[row];
            weights[row] = Math.Max(0, price) * program.RowScale[row] / matrix.MeanOf(row) * factor;
        }

        return new Hyperplane(weights[..matrix.InputCount], weights[matrix.InputCount..], HasSumRow ? prices[^1] : 0);
    }

    /// <summary>Warm, else cold, else with coarse tolerances.</summary>
    Outcome Optimise(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs, int excluded)
    {
        var outcome = WarmStart(inputs, outputs, excluded);
        if (outcome != Outcome.Optimal)
            outcome = ColdStart(inputs, outputs, excluded, Tolerances.Fine);
        if (outcome == Outcome.Failed)
            outcome = ColdStart(inputs, outputs, excluded, Tolerances.Coarse);

        // A hyperplane found without a unit need not support the set with it.
        isWarm = outcome == Outcome.Optimal && excluded < 0;
        simplex.Basis.Variables.CopyTo(warmBasis);
        return outcome;
    }

    /// <summary>From the facet of the last unit.</summary>
    Outcome WarmStart(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs, int excluded)
    {
        if (!isWarm)
            return Outcome.Failed;
        program.Excluded = excluded;
        Fill(orientation, inputs, outputs, SumDomain());
        return simplex.Basis.Set(warmBasis) && ThetaIsNormalised() ? simplex.MinimiseFrom(warmBasis, Tolerances.Fine) : Outcome.Failed;
    }

    Outcome ColdStart(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs, int excluded, Tolerances tolerances)
    {
        program.Excluded = excluded;
        if (orientation == Orientation.Output && returns == ReturnsToScale.NonDecreasing)
        {
            // A hyperplane through the origin, found with Σλ left free, also supports the set with Σλ ≥ 1.
            Fill(Orientation.Input, inputs, outputs, Domain.Free);
            StartWithInputs(inputs);
            var outcome = simplex.MinimiseFrom(coldBasis, tolerances);
            if (outcome != Outcome.Optimal)
                return outcome;
            simplex.Basis.Variables.CopyTo(coldBasis);
            Fill(orientation, inputs, outputs, SumDomain());
            return simplex.MinimiseFrom(coldBasis, tolerances);
        }

        Fill(orientation, inputs, outputs, SumDomain());
        if (orientation == Orientation.Input)
            StartWithInputs(inputs);
        else
            StartWithOutputs(outputs);
        return simplex.MinimiseFrom(coldBasis, tolerances);
    }

    /// <summary>
    /// With θ's new column in the old basis the prices are the old ones times a factor; only a positive factor keeps them feasible.
    /// The factor is positive exactly when the row of θ in the inverse has the old signs, which shows in any nonbasic slack.
    /// </summary>
    bool ThetaIsNormalised()
    {
        var position = simplex.Basis.Variables.IndexOf(program.FirstOwn + Theta);
        if (position < 0)
            return false;
        var row = simplex.Basis.InverseRow(position);
        var cost = program.OwnCosts[Theta];
        for (var i = 0; i < matrix.InputCount + matrix.OutputCount; i++)
        {
            // Prices of inputs (≤ 0) and of outputs (≥ 0), the slack's sign in its row taken into account.
            var price = cost * row[i];
            var wrong = i < matrix.InputCount ? price : -price;
            if (wrong > 1e-9)
                return false;
        }

        return true;
    }

    /// <summary>The supporting hyperplane v = e/x₀ on one input, u = 0.</summary>
    void StartWithInputs(ReadOnlySpan<double> inputs)
    {
        FillWithSlacks(coldBasis);
        coldBasis[FirstPositive(inputs)] = program.FirstOwn + Theta;
    }

    /// <summary>The supporting hyperplane u = e/y₀ on one output, v = 0, through the reference unit with most of that output.</summary>
    void StartWithOutputs(ReadOnlySpan<double> outputs)
    {
        var output = FirstPositive(outputs);
        var row = matrix.Row(matrix.InputCount + output);
        var most = -1;
        for (var unit = 0; unit < row.Length; unit++)
        {
            if (unit != program.Excluded && (most < 0 || row[unit] > row[most]))
                most = unit;
        }

        FillWithSlacks(coldBasis);
        coldBasis[matrix.InputCount + output] = program.FirstOwn + Theta;
        if (most >= 0)
            coldBasis[^1] = most;
    }

    /// <summary>
    /// The measure where there is no solution. For the output measure, what had none may be the input program of the start: then no
    /// weights reach any multiple of the outputs, so that φ is 0 if the inputs allow any weights at all.
    /// </summary>
    double? WithoutSolution(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs)
    {
        if (IsReciprocal)
            return 0;
        if (orientation == Orientation.Input || returns != ReturnsToScale.NonDecreasing)
            return null;
        Fill(Orientation.Input, inputs, outputs, Domain.Free);
        StartWithInputs(inputs);
        if (simplex.MinimiseFrom(coldBasis, Tolerances.Fine) == Outcome.Optimal)
            return null;
        Fill(Orientation.Input, inputs, noOutputs, SumDomain());
        StartWithInputs(inputs);
        return simplex.MinimiseFrom(coldBasis, Tolerances.Fine) == Outcome.Optimal && simplex.Objective <= 1 + 1e-9 ? 0 : null;
    }

    void Fill(Orientation towards, ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs, Domain sumDomain)
    {
        program.Clear();
        var isInput = towards == Orientation.Input;
        program.OwnCosts[Theta] = isInput ? 1 : -1;
        for (var row = 0; row < matrix.InputCount + matrix.OutputCount; row++)
        {
            var isInputRow = row < matrix.InputCount;
            var value = (isInputRow ? inputs[row] : outputs[row - matrix.InputCount]) / matrix.MeanOf(row);
            program.SetRow(row, row, value > 0 ? 1 / value : 1);
            if (isInputRow == isInput)
                program.Own(Theta)[row] = value > 0 ? -1 : 0;
            else
                program.RightHandSide[row] = value > 0 ? 1 : 0;
            program.Own(1 + row)[row] = isInputRow ? 1 : -1;
            program.OwnSecondCosts[1 + row] = -matrix.MeanOf(row) / program.RowScale[row];
        }

        if (!HasSumRow)
            return;
        var sum = program.Rows - 1;
        program.SetRow(sum, matrix.SumRow, 1);
        program.RightHandSide[sum] = 1;
        program.Own(SumSlack)[sum] = returns == ReturnsToScale.NonDecreasing ? -1 : 1;
        program.Domains[SumSlack] = sumDomain;
    }

    Domain SumDomain() => returns == ReturnsToScale.Variable ? Domain.Zero : Domain.NonNegative;

    void FillWithSlacks(Span<int> variables)
    {
        for (var row = 0; row < variables.Length; row++)
            variables[row] = program.FirstOwn + 1 + row;
    }

    static int FirstPositive(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > 0)
                return i;
        }

        throw new ArgumentException("A positive value is needed.", nameof(values));
    }

    static UndefinedResultException TooIllConditioned() => new("the data are too ill-conditioned for double precision");

    double Efficiency()
    {
        var theta = simplex.Objective * program.OwnCosts[Theta];
        return IsReciprocal ? 1 / theta : theta;
    }
}

/// <summary>What the two phases found for one unit.</summary>
/// <param name="Efficiency">θ or φ.</param>
/// <param name="InputSlacks">One an input, in the unit of the data.</param>
/// <param name="OutputSlacks">One an output.</param>
/// <param name="Peers">Reference units with a positive weight, in their order.</param>
/// <param name="Support">A hyperplane that supports the reference set at the unit's projection.</param>
internal sealed record RadialResult(
    double Efficiency,
    double[] InputSlacks,
    double[] OutputSlacks,
    List<(int Unit, double Lambda)> Peers,
    Hyperplane Support);
