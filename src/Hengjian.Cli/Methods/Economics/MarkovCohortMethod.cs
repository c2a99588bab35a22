using System.Text.Json.Nodes;
using Hengjian.Methods.Common;
using Hengjian.Methods.Economics;

namespace Hengjian.Cli.Methods.Economics;

internal sealed class MarkovCohortMethod : IMethod
{
    static readonly MethodOption<string> State = Option.Column("state", "column of the states' names; the other columns are the states in the same order");
    static readonly MethodOption<IReadOnlyList<double>?> Start =
        Option.OptionalNumbers("start", NumberRule.NonNegative, "the cohort at the start, one number a state (default: all in the first)");

    static readonly MethodOption<int> Cycles = Option.RequiredInteger("cycles", 1, "number of cycles");
    static readonly MethodOption<IReadOnlyList<double>> StateCosts = Option.Numbers("state-costs", NumberRule.Any, "cost of a cycle, one a state");
    static readonly MethodOption<IReadOnlyList<double>> StateEffects = Option.Numbers("state-effects", NumberRule.Any, "effect of a cycle, one a state");
    static readonly MethodOption<double> DiscountCost = Option.Number("discount-cost", 0, NumberRule.NonNegative, "discount rate of costs per cycle");
    static readonly MethodOption<double> DiscountEffect = Option.Number("discount-effect", 0, NumberRule.NonNegative, "discount rate of effects per cycle");
    static readonly MethodOption<string> Timing = Option.Choice("timing", "when the rewards of a cycle fall due", "end", "start", "half");
    static readonly MethodOption<double?> RelativeRisk =
        Option.OptionalNumber("relative-risk", NumberRule.NonNegative, "intervention: multiplies every transition out of a state (default: 1)");

    static readonly MethodOption<int?> InterventionCycles =
        Option.OptionalInteger("intervention-cycles", 0, "intervention: the first cycles in which it acts (default: all)");

    static readonly MethodOption<IReadOnlyList<double>?> InterventionCosts =
        Option.OptionalNumbers("intervention-costs", NumberRule.Any, "intervention: added to the state costs in those cycles (default: none)");

    public string Name => "markov-cohort";

    public string Summary => "Markov cohort model with an intervention.";

    public IReadOnlyList<MethodOption> Options { get; } =
    [
        State, Start, Cycles, StateCosts, StateEffects, DiscountCost, DiscountEffect, Timing, RelativeRisk, InterventionCycles, InterventionCosts,
    ];

    public MissingValues Missing => MissingValues.Refuse;

    public IEnumerable<string> Columns(OptionValues options, IReadOnlyList<string> header) => [options.Get(State), .. header.Where(name => name != options.Get(State))];

    public JsonObject Run(MethodInput input)
    {
        var model = Model(input);
        var without = MarkovCohort.Run(model);
        var json = new JsonObject { ["base"] = Totals(without) };
        if (Intervention(input, model.Cycles) is not { } intervention)
        {
            json["intervention"] = null;
            json["incremental"] = null;
            json["trace"] = Trace(without);
            return json.WithReason("no intervention is given");
        }

        var with = MarkovCohort.Run(model, intervention);
        var difference = MarkovCohort.Difference(without, with);
        json["intervention"] = Totals(with);
        json["incremental"] = new JsonObject { ["cost"] = difference.Cost, ["effect"] = difference.Effect }.AddRatio(difference);
        json["trace"] = Trace(without);
        json["intervention_trace"] = Trace(with);
        return json;
    }

    static CohortModel Model(MethodInput input)
    {
        var states = input.Data.Ids(input.Get(State));
        string[] names = [.. input.Data.Header.Where(name => name != input.Get(State))];
        if (names.Length != states.Length)
            throw new BadInputException($"the transitions are not square: {states.Length} rows, {names.Length} columns besides the states");
        var swapped = Array.FindIndex(names, name => Array.IndexOf(states, name) is var row && row >= 0 && names[row] != name);
        if (swapped >= 0)
            throw new DataFileException($"the columns are not in the order of the states, \"{states[swapped]}\" belongs here", 1, names[swapped]);
        var columns = input.Data.Numbers(names, NumberRule.NonNegative);
        RequireOneEach(input, Start, states.Length);
        RequireOneEach(input, InterventionCosts, states.Length);
        RequireOneEach(StateCosts, input.Get(StateCosts), states.Length);
        RequireOneEach(StateEffects, input.Get(StateEffects), states.Length);
        return new CohortModel(
            [.. states.Select((_, row) => columns.Select(column => column[row]).ToArray())],
            input.Get(Start),
            input.Get(StateCosts),
            input.Get(StateEffects),
            input.Get(Cycles),
            input.Get(DiscountCost),
            input.Get(DiscountEffect),
            input.Get(Timing) switch { "start" => RewardTiming.Start, "half" => RewardTiming.Half, _ => RewardTiming.End });
    }

    static CohortIntervention? Intervention(MethodInput input, int cycles)
    {
        MethodOption[] options = [RelativeRisk, InterventionCycles, InterventionCosts];
        return Array.Exists(options, input.Options.IsGiven)
            ? new CohortIntervention(input.Get(RelativeRisk) ?? 1, input.Get(InterventionCycles) ?? cycles, input.Get(InterventionCosts))
            : null;
    }

    static void RequireOneEach(MethodInput input, MethodOption<IReadOnlyList<double>?> option, int states)
    {
        if (input.Get(option) is { } values)
            RequireOneEach(option, values, states);
    }

    static void RequireOneEach(MethodOption option, IReadOnlyList<double> values, int states)
    {
        if (values.Count != states)
            throw new OptionException($"--{option.Name}: {values.Count} numbers for {states} states");
    }

    static JsonObject Totals(CohortOutcome outcome) => new() { ["cost"] = outcome.Total.Cost, ["effect"] = outcome.Total.Effect };

    static JsonArray Trace(CohortOutcome outcome) =>
        [.. outcome.Trace.Select(cohort => new JsonArray([.. cohort.Select(share => (JsonNode)share)]))];
}
