namespace Hengjian.Methods.Dea;

/// <summary>The non-oriented slacks-based measure, which is 1 only where no slack is left and does not depend on units of measurement.</summary>
/// <remarks>
/// min (1 − (1/m)Σ s⁻/x₀)/(1 + (1/s)Σ s⁺/y₀), x₀ = Xλ + s⁻, y₀ = Yλ − s⁺, linear after the change of variables by Charnes and Cooper:
/// min t − (1/m)Σ S⁻/x₀, t + (1/s)Σ S⁺/y₀ = 1, XΛ + S⁻ = tx₀, YΛ − S⁺ = ty₀. Tone, Eur. J. Oper. Res. 130 (2001) 498.
/// </remarks>
public static class SlacksBasedMeasure
{
    /// <summary>Measures every unit against all units.</summary>
    /// <param name="data">The units; every value above 0.</param>
    /// <param name="returns">Constant or variable returns to scale.</param>
    /// <param name="progress">Receives the share of units done, in [0, 1].</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One result a unit, in the order of the data.</returns>
    /// <exception cref="Common.BadInputException">A value is 0.</exception>
    public static IReadOnlyList<UnitSlacks> Solve(
        DeaData data,
        ReturnsToScale returns,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (returns is not (ReturnsToScale.Constant or ReturnsToScale.Variable))
            throw new ArgumentOutOfRangeException(nameof(returns), returns, "The slacks-based measure is defined for constant and variable returns.");
        data.RequirePositive();
        var matrix = Frontier.Of(data, returns, cancellation);
        var results = new UnitSlacks[data.Count];
        UnitLoop.Run(
            data.Count,
            () => (Program: new SlacksProgram(matrix, returns), Unit: new UnitValues(data)),
            _ => { },
            (state, unit) =>
            {
                state.Unit.Load(data, unit);
                results[unit] = state.Program.Solve(state.Unit);
            },
            progress,
            cancellation);
        return results;
    }
}

/// <summary>The slacks-based measure of one unit.</summary>
/// <param name="Rho">ρ in (0, 1].</param>
/// <param name="InputSlacks">One an input, in the unit of the data; not unique.</param>
/// <param name="OutputSlacks">One an output.</param>
public sealed record UnitSlacks(double Rho, IReadOnlyList<double> InputSlacks, IReadOnlyList<double> OutputSlacks);
