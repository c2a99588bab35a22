namespace Hengjian.Methods.Dea;

/// <summary>How much of a unit's inefficiency comes from its size, and in which direction.</summary>
/// <remarks>
/// Scale efficiency is CRS/VRS (input) or VRS/CRS (output). Returns are constant where it is 1 within 1e-6, else decreasing where the
/// NIRS score equals the VRS score within 1e-6, else increasing. Färe, Grosskopf, Lovell (1985).
/// </remarks>
public static class ScaleEfficiency
{
    const double Same = 1e-6;

    /// <summary>Measures every unit against all units under three assumptions on scale.</summary>
    /// <param name="data">The units.</param>
    /// <param name="orientation">What is scaled.</param>
    /// <param name="progress">Receives the share done, in [0, 1].</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One result a unit, in the order of the data.</returns>
    public static IReadOnlyList<UnitScale> Solve(
        DeaData data,
        Orientation orientation,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        double[] Scores(ReturnsToScale returns, int part) =>
            RadialScores.OfMembers(Frontier.Of(data, returns, cancellation), data, returns, orientation, PartialProgress.Of(progress, part, 3), cancellation);

        var constant = Scores(ReturnsToScale.Constant, 0);
        var variable = Scores(ReturnsToScale.Variable, 1);
        var nonIncreasing = Scores(ReturnsToScale.NonIncreasing, 2);
        var results = new UnitScale[data.Count];
        for (var unit = 0; unit < results.Length; unit++)
        {
            var scale = Math.Min(1, orientation == Orientation.Input ? constant[unit] / variable[unit] : variable[unit] / constant[unit]);
            results[unit] = new UnitScale(constant[unit], variable[unit], nonIncreasing[unit], scale, Returns(scale, nonIncreasing[unit] - variable[unit]));
        }

        return results;
    }

    static LocalReturns Returns(double scale, double nonIncreasingLessVariable)
    {
        if (Math.Abs(scale - 1) < Same)
            return LocalReturns.Constant;
        return Math.Abs(nonIncreasingLessVariable) < Same ? LocalReturns.Decreasing : LocalReturns.Increasing;
    }
}

/// <summary>Where a unit stands on the size axis of its frontier.</summary>
public enum LocalReturns
{
    /// <summary>At the most productive size.</summary>
    Constant,

    /// <summary>Larger than the most productive size.</summary>
    Decreasing,

    /// <summary>Smaller than the most productive size.</summary>
    Increasing,
}

/// <summary>The three scores of a unit and what follows from them.</summary>
/// <param name="Constant">Score θ (φ) under constant returns.</param>
/// <param name="Variable">Score under variable returns.</param>
/// <param name="NonIncreasing">Score under non-increasing returns.</param>
/// <param name="Efficiency">Scale efficiency in (0, 1].</param>
/// <param name="Returns">Returns to scale at the unit.</param>
public sealed record UnitScale(double Constant, double Variable, double NonIncreasing, double Efficiency, LocalReturns Returns);
