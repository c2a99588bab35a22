namespace Hengjian.Methods.Dea;

/// <summary>Radial scores of many units without slacks, in parallel.</summary>
internal static class RadialScores
{
    /// <summary>θ or φ of every unit of <paramref name="evaluated"/> against <paramref name="reference"/>; NaN where there is no solution.</summary>
    public static double[] Against(
        ReferenceMatrix reference,
        DeaData evaluated,
        ReturnsToScale returns,
        Orientation orientation,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        var scores = new double[evaluated.Count];
        UnitLoop.Run(
            evaluated.Count,
            () => (Solver: new RadialSolver(reference, returns, orientation), Unit: new UnitValues(evaluated)),
            state => state.Solver.Reset(),
            (state, unit) =>
            {
                state.Unit.Load(evaluated, unit);
                scores[unit] = state.Solver.Score(state.Unit.Inputs, state.Unit.Outputs) ?? double.NaN;
            },
            progress,
            cancellation);
        return scores;
    }

    /// <summary>The scores of the units of the reference set itself, which lie on the right side of 1 (see <see cref="OfMember"/>).</summary>
    public static double[] OfMembers(
        ReferenceMatrix reference,
        DeaData units,
        ReturnsToScale returns,
        Orientation orientation,
        IProgress<double>? progress,
        CancellationToken cancellation) =>
        [.. Against(reference, units, returns, orientation, progress, cancellation).Select(score => OfMember(score, orientation))];

    /// <summary>The score of a unit that is part of its own reference: θ ≤ 1, φ ≥ 1. What lies beyond is rounding.</summary>
    public static double OfMember(double score, Orientation orientation) => orientation == Orientation.Input ? Math.Min(1, score) : Math.Max(1, score);
}

/// <summary>A part of a longer piece of work as a progress of its own.</summary>
internal sealed class PartialProgress(IProgress<double> whole, double start, double share) : IProgress<double>
{
    public void Report(double value) => whole.Report(start + (share * value));

    /// <summary>Part number <paramref name="part"/> (from 0) of <paramref name="parts"/> equal ones; null where nobody listens.</summary>
    public static PartialProgress? Of(IProgress<double>? whole, int part, int parts) =>
        whole is null ? null : new PartialProgress(whole, (double)part / parts, 1.0 / parts);
}
