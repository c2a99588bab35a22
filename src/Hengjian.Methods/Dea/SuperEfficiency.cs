namespace Hengjian.Methods.Dea;

/// <summary>Super-efficiency: each unit measured against all others, so that efficient units are told apart.</summary>
/// <remarks>Andersen and Petersen, Manage. Sci. 39 (1993) 1261. An inefficient unit keeps its score.</remarks>
public static class SuperEfficiency
{
    // An inefficient unit is no part of its own reference, so leaving it out changes nothing.
    const double ClearlyInefficient = 1e-7;

    /// <summary>Measures every unit against the others.</summary>
    /// <param name="data">The units.</param>
    /// <param name="returns">Which scalings count as possible.</param>
    /// <param name="orientation">What is scaled.</param>
    /// <param name="progress">Receives the share of units done, in [0, 1].</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>θ or φ a unit, above or below 1 alike; null where no combination of the others reaches the unit (infeasible).</returns>
    public static IReadOnlyList<double?> Solve(
        DeaData data,
        ReturnsToScale returns,
        Orientation orientation,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var matrix = ReferenceMatrix.From(data);
        var frontier = Frontier.Of(data, returns, cancellation);
        var scores = new double?[data.Count];
        UnitLoop.Run(
            data.Count,
            () => (All: new RadialSolver(frontier, returns, orientation), Others: new RadialSolver(matrix, returns, orientation), Unit: new UnitValues(data)),
            state => state.All.Reset(),
            (state, unit) =>
            {
                state.Unit.Load(data, unit);
                var score = state.All.Score(state.Unit.Inputs, state.Unit.Outputs);
                if (score is { } known && Math.Abs(known - 1) > ClearlyInefficient)
                {
                    scores[unit] = known;
                    return;
                }

                state.Others.Reset();
                scores[unit] = state.Others.Score(state.Unit.Inputs, state.Unit.Outputs, excluded: unit);
            },
            progress,
            cancellation);
        return scores;
    }
}
