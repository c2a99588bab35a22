namespace Hengjian.Methods.Dea;

/// <summary>The radial models CCR and BCC and their relatives, in two phases: the radial score, then the largest sum of slacks.</summary>
/// <remarks>
/// Phase 1, input: min θ, Xλ ≤ θx₀, Yλ ≥ y₀; output: max φ, Xλ ≤ x₀, Yλ ≥ φy₀. Phase 2 with θ (φ) fixed: max Σs⁻ + Σs⁺, unweighted
/// and in the units of the data, so that the second phase (unlike the first) depends on the units of measurement.
/// Charnes, Cooper, Rhodes, Eur. J. Oper. Res. 2 (1978) 429; Banker, Charnes, Cooper, Manage. Sci. 30 (1984) 1078.
/// </remarks>
public static class Envelopment
{
    const double Efficient = 1e-6;

    /// <summary>Measures every unit against all units.</summary>
    /// <param name="data">The units.</param>
    /// <param name="returns">Which scalings count as possible.</param>
    /// <param name="orientation">What is scaled.</param>
    /// <param name="progress">Receives the share of units done, in [0, 1].</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One result a unit, in the order of the data; the same for any number of threads.</returns>
    public static IReadOnlyList<UnitEfficiency> Solve(
        DeaData data,
        ReturnsToScale returns,
        Orientation orientation,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var matrix = Frontier.Of(data, returns, cancellation);
        var results = new UnitEfficiency[data.Count];
        UnitLoop.Run(
            data.Count,
            () => (Solver: new RadialSolver(matrix, returns, orientation), Unit: new UnitValues(data)),
            state => state.Solver.Reset(),
            (state, unit) =>
            {
                state.Unit.Load(data, unit);
                results[unit] = Describe(state.Solver.ScoreWithSlacks(state.Unit.Inputs, state.Unit.Outputs), state.Unit, orientation);
            },
            progress,
            cancellation);
        return results;
    }

    static UnitEfficiency Describe(RadialResult result, UnitValues unit, Orientation orientation)
    {
        var theta = orientation == Orientation.Input ? result.Efficiency : 1;
        var phi = orientation == Orientation.Output ? result.Efficiency : 1;
        var sum = 0.0;
        var efficient = Math.Abs(result.Efficiency - 1) <= Efficient;
        var inputTargets = new double[unit.Inputs.Length];
        for (var i = 0; i < inputTargets.Length; i++)
        {
            inputTargets[i] = Math.Max(0, (theta * unit.Inputs[i]) - result.InputSlacks[i]);
            sum += result.InputSlacks[i];
            efficient &= result.InputSlacks[i] <= Efficient * Math.Max(1, unit.Inputs[i]);
        }

        var outputTargets = new double[unit.Outputs.Length];
        for (var r = 0; r < outputTargets.Length; r++)
        {
            outputTargets[r] = (phi * unit.Outputs[r]) + result.OutputSlacks[r];
            sum += result.OutputSlacks[r];
            efficient &= result.OutputSlacks[r] <= Efficient * Math.Max(1, unit.Outputs[r]);
        }

        return new UnitEfficiency
        {
            Efficiency = result.Efficiency,
            Score = orientation == Orientation.Input ? result.Efficiency : 1 / result.Efficiency,
            SlackSum = sum,
            IsEfficient = efficient,
            InputSlacks = result.InputSlacks,
            OutputSlacks = result.OutputSlacks,
            InputTargets = inputTargets,
            OutputTargets = outputTargets,
            Support = result.Support,
            Peers = [.. result.Peers.Select(peer => new Peer(peer.Unit, peer.Lambda))],
        };
    }
}

/// <summary>The values of the unit under study, in the units of the data.</summary>
internal sealed class UnitValues(DeaData shape)
{
    public double[] Inputs { get; } = new double[shape.InputCount];

    public double[] Outputs { get; } = new double[shape.OutputCount];

    public void Load(DeaData data, int unit)
    {
        for (var i = 0; i < Inputs.Length; i++)
            Inputs[i] = data.Input(i)[unit];
        for (var r = 0; r < Outputs.Length; r++)
            Outputs[r] = data.Output(r)[unit];
    }
}

/// <summary>A unit that another is compared with.</summary>
/// <param name="Unit">Position in the data, from 0.</param>
/// <param name="Lambda">Its weight, above 1e-8.</param>
public sealed record Peer(int Unit, double Lambda);

/// <summary>
/// A hyperplane u·y − v·x + u₀ ≤ 0 that no unit of the reference set crosses. Input orientation: v·x₀ = 1 and θ = u·y₀ + u₀; output
/// orientation: u·y₀ = 1 and φ = v·x₀ − u₀.
/// </summary>
/// <param name="InputWeights">v, one an input, not below 0, per unit of the data.</param>
/// <param name="OutputWeights">u, one an output, not below 0.</param>
/// <param name="Intercept">u₀: 0 under constant, at most 0 under non-increasing, at least 0 under non-decreasing returns.</param>
public sealed record Hyperplane(IReadOnlyList<double> InputWeights, IReadOnlyList<double> OutputWeights, double Intercept);

/// <summary>What a radial model says of one unit.</summary>
public sealed record UnitEfficiency
{
    /// <summary>θ in (0, 1] with input orientation, φ in [1, ∞) with output orientation.</summary>
    public required double Efficiency { get; init; }

    /// <summary>θ or 1/φ, in (0, 1].</summary>
    public required double Score { get; init; }

    /// <summary>The largest sum of slacks at that score, in the (mixed) units of the data. Unique, unlike the slacks.</summary>
    public required double SlackSum { get; init; }

    /// <summary>Score 1 within 1e-6, and no slack above 1e-6·max(1, own value): a unit on the frontier with a slack is only weakly efficient.</summary>
    public required bool IsEfficient { get; init; }

    /// <summary>Input in excess after the radial change, one an input.</summary>
    public required IReadOnlyList<double> InputSlacks { get; init; }

    /// <summary>Output that falls short after the radial change, one an output.</summary>
    public required IReadOnlyList<double> OutputSlacks { get; init; }

    /// <summary>Inputs of the point on the frontier: θx − s⁻ or x − s⁻.</summary>
    public required IReadOnlyList<double> InputTargets { get; init; }

    /// <summary>Outputs of the point on the frontier: y + s⁺ or φy + s⁺.</summary>
    public required IReadOnlyList<double> OutputTargets { get; init; }

    /// <summary>The solution of the dual (multiplier) program: which inputs and outputs carry the score. Not unique on the frontier's edges.</summary>
    public required Hyperplane Support { get; init; }

    /// <summary>The units that span the point, in the order of the data.</summary>
    public required IReadOnlyList<Peer> Peers { get; init; }
}
