namespace Hengjian.Methods.Dea;

/// <summary>How productivity moved from one period to the next, split into catching up and the movement of the frontier.</summary>
/// <remarks>
/// d_ST is the score (θ, or 1/φ) of a unit's data of period S against the CRS frontier of period T, to which the unit is not added.
/// M = √(d₁₀/d₀₀ · d₁₁/d₀₁), EC = d₁₁/d₀₀, TC = √(d₁₀/d₁₁ · d₀₀/d₀₁); pure EC = v₁₁/v₀₀ under VRS, scale EC = EC/pure. Above 1 is
/// progress in both orientations. Färe, Grosskopf, Norris, Zhang, Am. Econ. Rev. 84 (1994) 66.
/// </remarks>
public static class Malmquist
{
    /// <summary>Compares two periods.</summary>
    /// <param name="from">The units in the earlier period.</param>
    /// <param name="to">The same units, in the same order, in the later period.</param>
    /// <param name="orientation">What is scaled.</param>
    /// <param name="fromFrontier">All units of the earlier period, when its frontier is spanned by more than <paramref name="from"/>.</param>
    /// <param name="toFrontier">All units of the later period, likewise.</param>
    /// <param name="progress">Receives the share done, in [0, 1].</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One result a unit. A score that does not exist (zeros in the data) is NaN, and so is all that follows from it.</returns>
    /// <exception cref="ArgumentException">The periods differ in the number of units, inputs or outputs.</exception>
    public static IReadOnlyList<ProductivityChange> Solve(
        DeaData from,
        DeaData to,
        Orientation orientation,
        DeaData? fromFrontier = null,
        DeaData? toFrontier = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Count != to.Count || from.InputCount != to.InputCount || from.OutputCount != to.OutputCount)
            throw new ArgumentException("Both periods need the same units, inputs and outputs.");
        var frontier0 = fromFrontier ?? from;
        var frontier1 = toFrontier ?? to;
        double[] Own(DeaData frontier, DeaData units, ReturnsToScale returns, int part) =>
            [.. Scores(frontier, units, returns, part).Select(score => RadialScores.OfMember(score, orientation))];
        double[] Scores(DeaData frontier, DeaData units, ReturnsToScale returns, int part) =>
            RadialScores.Against(Frontier.Of(frontier, returns, cancellation), units, returns, orientation, PartialProgress.Of(progress, part, 6), cancellation);

        var d00 = Own(frontier0, from, ReturnsToScale.Constant, 0);
        var d01 = Scores(frontier1, from, ReturnsToScale.Constant, 1);
        var d10 = Scores(frontier0, to, ReturnsToScale.Constant, 2);
        var d11 = Own(frontier1, to, ReturnsToScale.Constant, 3);
        var v00 = Own(frontier0, from, ReturnsToScale.Variable, 4);
        var v11 = Own(frontier1, to, ReturnsToScale.Variable, 5);
        double Score(double efficiency) => orientation == Orientation.Input ? efficiency : 1 / efficiency;
        return
        [
            .. Enumerable.Range(0, from.Count).Select(unit => new ProductivityChange(
                Finite(Score(d00[unit])),
                Finite(Score(d01[unit])),
                Finite(Score(d10[unit])),
                Finite(Score(d11[unit])),
                Finite(Score(v11[unit]) / Score(v00[unit])))),
        ];
    }

    static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
}

/// <summary>The change of one unit from a period (0) to the next (1).</summary>
/// <param name="D00">Score of the earlier data against the earlier frontier.</param>
/// <param name="D01">Score of the earlier data against the later frontier; may exceed 1.</param>
/// <param name="D10">Score of the later data against the earlier frontier; may exceed 1.</param>
/// <param name="D11">Score of the later data against the later frontier.</param>
/// <param name="PureEfficiencyChange">Change of the score under variable returns.</param>
public sealed record ProductivityChange(double D00, double D01, double D10, double D11, double PureEfficiencyChange)
{
    /// <summary>The Malmquist index; above 1 is progress.</summary>
    public double Index => Math.Sqrt(D10 / D00 * (D11 / D01));

    /// <summary>Catching up with the frontier.</summary>
    public double EfficiencyChange => D11 / D00;

    /// <summary>Movement of the frontier; times <see cref="EfficiencyChange"/> it is the index.</summary>
    public double TechnicalChange => Math.Sqrt(D10 / D11 * (D00 / D01));

    /// <summary>What of the efficiency change is due to size.</summary>
    public double ScaleEfficiencyChange => EfficiencyChange / PureEfficiencyChange;
}
