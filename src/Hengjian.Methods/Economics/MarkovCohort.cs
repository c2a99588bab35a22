using Hengjian.Methods.Common;

namespace Hengjian.Methods.Economics;

/// <summary>When in a cycle its rewards fall due.</summary>
public enum RewardTiming
{
    /// <summary>On the distribution after cycle t, at time t.</summary>
    End,

    /// <summary>On the distribution before cycle t, at time t−1.</summary>
    Start,

    /// <summary>On the mean of both, at time t−½ (half-cycle correction).</summary>
    Half,
}

/// <summary>A cohort model.</summary>
/// <param name="Transitions">A row a state of counts or probabilities to each state, not below 0; normalised by row.</param>
/// <param name="Start">The cohort at time 0, one a state, not below 0; null for all in the first state.</param>
/// <param name="StateCosts">Cost of a cycle in each state.</param>
/// <param name="StateEffects">Effect of a cycle in each state.</param>
/// <param name="Cycles">Number of cycles T, at least 1.</param>
/// <param name="CostDiscount">Discount rate of costs per cycle, not below 0.</param>
/// <param name="EffectDiscount">Discount rate of effects per cycle, not below 0.</param>
/// <param name="Timing">When rewards fall due.</param>
public sealed record CohortModel(
    IReadOnlyList<IReadOnlyList<double>> Transitions, IReadOnlyList<double>? Start, IReadOnlyList<double> StateCosts, IReadOnlyList<double> StateEffects,
    int Cycles, double CostDiscount = 0, double EffectDiscount = 0, RewardTiming Timing = RewardTiming.End);

/// <summary>An intervention on the cohort during its first cycles.</summary>
/// <param name="RelativeRisk">Multiplies every transition out of a state, not below 0; staying takes the rest.</param>
/// <param name="Cycles">Number of first cycles K in which it acts; more than the model's is all of them.</param>
/// <param name="StateCosts">Added to the state costs in those cycles; null for none.</param>
public sealed record CohortIntervention(double RelativeRisk, int Cycles, IReadOnlyList<double>? StateCosts = null);

/// <summary>What a cohort costs and gains.</summary>
/// <param name="Total">Discounted cost and effect over all cycles.</param>
/// <param name="Trace">The cohort at times 0, 1, …, T, one a state.</param>
public sealed record CohortOutcome(CostEffect Total, IReadOnlyList<IReadOnlyList<double>> Trace);

/// <summary>
/// Markov cohort model, xₜ = xₜ₋₁P. Sources: J. R. Beck and S. G. Pauker, Med. Decis. Making 3 (1983) 419; A. Briggs, K. Claxton and M. Sculpher,
/// Decision Modelling for Health Economic Evaluation (2006), ch. 2.
/// </summary>
public static class MarkovCohort
{
    // A rest or a difference below this share of its terms is rounding.
    const double Rounding = 1e-13;

    /// <summary>Runs the cohort, with or without an intervention.</summary>
    /// <param name="model">The model.</param>
    /// <param name="intervention">Null to run the base case.</param>
    /// <exception cref="BadInputException">Sizes that differ, numbers out of range, or a state without a way out and without staying.</exception>
    /// <exception cref="UndefinedResultException">The relative risk leaves a negative probability of staying.</exception>
    public static CohortOutcome Run(CohortModel model, CohortIntervention? intervention = null)
    {
        Require(model, intervention);
        var transitions = Normalised(model.Transitions);
        var treatedCycles = intervention?.Cycles ?? 0;
        var treated = treatedCycles == 0 || intervention!.RelativeRisk == 1 ? transitions : Scaled(transitions, intervention.RelativeRisk);
        double[] cohort = [.. model.Start ?? model.StateCosts.Select((_, state) => state == 0 ? 1.0 : 0)];
        var trace = new List<IReadOnlyList<double>> { cohort };
        double cost = 0, effect = 0;
        for (var cycle = 1; cycle <= model.Cycles; cycle++)
        {
            var isTreated = cycle <= treatedCycles;
            var next = Step(cohort, isTreated ? treated : transitions);
            trace.Add(next);
            var (rewarded, time) = model.Timing switch
            {
                RewardTiming.End => (next, cycle),
                RewardTiming.Start => (cohort, cycle - 1.0),
                _ => ([.. cohort.Zip(next, (before, after) => (before + after) / 2)], cycle - 0.5),
            };
            var cycleCost = Dot(rewarded, model.StateCosts);
            if (isTreated && intervention!.StateCosts is { } added)
                cycleCost += Dot(rewarded, added);
            cost += cycleCost / Math.Pow(1 + model.CostDiscount, time);
            effect += Dot(rewarded, model.StateEffects) / Math.Pow(1 + model.EffectDiscount, time);
            cohort = next;
        }

        return new CohortOutcome(new CostEffect(cost, effect), trace);
    }

    /// <summary>What the second outcome costs and gains more than the first; differences within rounding are 0.</summary>
    public static CostEffectDifference Difference(CohortOutcome from, CohortOutcome to) =>
        new(Subtract(to.Total.Cost, from.Total.Cost), Subtract(to.Total.Effect, from.Total.Effect));

    static double Subtract(double a, double b) => Math.Abs(a - b) <= Rounding * Math.Max(Math.Abs(a), Math.Abs(b)) ? 0 : a - b;

    static double[] Step(double[] cohort, double[][] transitions)
    {
        var next = new double[cohort.Length];
        for (var from = 0; from < cohort.Length; from++)
        {
            for (var to = 0; to < cohort.Length; to++)
                next[to] += cohort[from] * transitions[from][to];
        }

        return next;
    }

    static double[][] Normalised(IReadOnlyList<IReadOnlyList<double>> transitions) =>
        [.. transitions.Select(row =>
        {
            var sum = row.Sum();
            return row.Select(value => value / sum).ToArray();
        })];

    static double[][] Scaled(double[][] transitions, double relativeRisk)
    {
        double[][] scaled = [.. transitions.Select(row => row.Select(value => value * relativeRisk).ToArray())];
        for (var state = 0; state < scaled.Length; state++)
        {
            scaled[state][state] = 0;
            var staying = 1 - scaled[state].Sum();
            if (staying < -Rounding)
                throw new UndefinedResultException(FormattableString.Invariant(
                    $"the relative risk {relativeRisk} leaves state {state + 1} a probability of staying of {staying}"));
            scaled[state][state] = Math.Max(0, staying);
        }

        return scaled;
    }

    static double Dot(double[] cohort, IReadOnlyList<double> rewards)
    {
        double sum = 0;
        for (var state = 0; state < cohort.Length; state++)
            sum += cohort[state] * rewards[state];
        return sum;
    }

    static void Require(CohortModel model, CohortIntervention? intervention)
    {
        var states = model.Transitions.Count;
        if (states == 0)
            throw new BadInputException("no states");
        for (var i = 0; i < states; i++)
        {
            if (model.Transitions[i].Count != states)
                throw new BadInputException($"the transitions are not square: {states} rows, {model.Transitions[i].Count} columns", i + 1);
            if (model.Transitions[i].Any(value => !(value >= 0 && double.IsFinite(value))))
                throw new BadInputException("a transition must not be below 0", i + 1);
            if (model.Transitions[i].Sum() == 0)
                throw new BadInputException("the transitions of a state are all 0", i + 1);
            if (!double.IsFinite(model.Transitions[i].Sum()))
                throw new BadInputException("the transitions of a state are too large to be added up", i + 1);
        }

        RequireLength(model.StateCosts, states, "state costs");
        RequireLength(model.StateEffects, states, "state effects");
        RequireLength(model.Start, states, "shares at the start");
        if (model.Start is { } start && (start.Any(value => !(value >= 0)) || start.Sum() == 0))
            throw new BadInputException("the shares at the start must not be below 0, nor all 0");
        if (model.Cycles < 1)
            throw new BadInputException("at least one cycle is needed");
        if (!(model.CostDiscount >= 0 && model.EffectDiscount >= 0))
            throw new BadInputException("a discount rate must not be below 0");
        RequireLength(intervention?.StateCosts, states, "intervention costs");
        if (intervention is not (null or { RelativeRisk: >= 0, Cycles: >= 0 }))
            throw new BadInputException("the relative risk and its cycles must not be below 0");
    }

    static void RequireLength(IReadOnlyList<double>? values, int states, string what)
    {
        if (values is not null && values.Count != states)
            throw new BadInputException($"{values.Count} {what} for {states} states");
    }
}
