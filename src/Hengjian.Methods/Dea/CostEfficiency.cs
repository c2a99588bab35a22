using System.Globalization;
using Hengjian.Methods.Common;

namespace Hengjian.Methods.Dea;

/// <summary>What each unit's outputs would cost at least at its own prices, and how the excess divides into waste and wrong mix.</summary>
/// <remarks>
/// Minimal cost = min w₀x, Xλ ≤ x, Yλ ≥ y₀, the same returns throughout; CE = minimal/actual, TE = θ, AE = CE/TE.
/// Farrell (1957); Färe, Grosskopf, Lovell (1985).
/// </remarks>
public static class CostEfficiency
{
    /// <summary>Measures every unit against all units.</summary>
    /// <param name="data">The units.</param>
    /// <param name="prices">One array an input, each with the price a unit pays for one unit of that input; above 0.</param>
    /// <param name="returns">Which scalings count as possible.</param>
    /// <param name="priceNames">Names for messages, one an input; null for <c>price1</c>, …</param>
    /// <param name="progress">Receives the share done, in [0, 1].</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One result a unit, in the order of the data.</returns>
    /// <exception cref="BadInputException">A price is not above 0 or not finite.</exception>
    /// <exception cref="ArgumentException">Not one price an input and unit.</exception>
    public static IReadOnlyList<UnitCost> Solve(
        DeaData data,
        IReadOnlyList<double[]> prices,
        ReturnsToScale returns,
        IReadOnlyList<string>? priceNames = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(prices);
        Check(data, prices, priceNames);
        var matrix = Frontier.Of(data, returns, cancellation);
        var technical = RadialScores.OfMembers(matrix, data, returns, Orientation.Input, PartialProgress.Of(progress, 0, 2), cancellation);
        var results = new UnitCost[data.Count];
        UnitLoop.Run(
            data.Count,
            () => (Program: new CostProgram(matrix, returns), Unit: new UnitValues(data), Prices: new double[data.InputCount]),
            _ => { },
            (state, unit) =>
            {
                state.Unit.Load(data, unit);
                for (var i = 0; i < state.Prices.Length; i++)
                    state.Prices[i] = prices[i][unit];
                results[unit] = Describe(state.Unit, state.Prices, technical[unit], state.Program.OptimalInputs(state.Unit, state.Prices));
            },
            PartialProgress.Of(progress, 1, 2),
            cancellation);
        return results;
    }

    static UnitCost Describe(UnitValues unit, double[] prices, double technical, double[] optimal)
    {
        double actual = 0, minimal = 0;
        for (var i = 0; i < prices.Length; i++)
        {
            actual += prices[i] * unit.Inputs[i];
            minimal += prices[i] * optimal[i];
        }

        // The unit's own inputs are possible, and so are they shrunk by θ: what exceeds 1 is rounding.
        minimal = Math.Min(minimal, actual);
        var cost = minimal / actual;
        return new UnitCost(actual, minimal, technical, cost, Math.Min(1, cost / technical), optimal);
    }

    static void Check(DeaData data, IReadOnlyList<double[]> prices, IReadOnlyList<string>? names)
    {
        if (prices.Count != data.InputCount || prices.Any(column => column.Length != data.Count))
            throw new ArgumentException("One price an input and unit is needed.", nameof(prices));
        for (var unit = 0; unit < data.Count; unit++)
        {
            for (var i = 0; i < prices.Count; i++)
            {
                if (prices[i][unit] is > 0 and < double.PositiveInfinity)
                    continue;
                var name = names?[i] ?? FormattableString.Invariant($"price{i + 1}");
                throw new BadInputException("must be above 0", unit + 1, name, prices[i][unit].ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}

/// <summary>Cost and its parts for one unit; money is in the unit of the prices times that of the inputs.</summary>
/// <param name="ActualCost">w·x.</param>
/// <param name="MinimalCost">The least cost of the unit's outputs.</param>
/// <param name="TechnicalEfficiency">θ in (0, 1].</param>
/// <param name="CostOverall">Cost efficiency: minimal/actual, in (0, 1].</param>
/// <param name="AllocativeEfficiency">Cost efficiency over technical efficiency, in (0, 1].</param>
/// <param name="OptimalInputs">The inputs of least cost, one an input; not unique.</param>
public sealed record UnitCost(
    double ActualCost,
    double MinimalCost,
    double TechnicalEfficiency,
    double CostOverall,
    double AllocativeEfficiency,
    IReadOnlyList<double> OptimalInputs);
