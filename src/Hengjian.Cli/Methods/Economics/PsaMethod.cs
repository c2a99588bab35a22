using System.Text.Json.Nodes;
using Hengjian.Methods.Economics;

namespace Hengjian.Cli.Methods.Economics;

internal sealed class PsaMethod : IMethod
{
    static readonly MethodOption<IReadOnlyList<string>> Effects = Option.Columns("effects", "columns of simulated effects, one an arm");
    static readonly MethodOption<IReadOnlyList<string>> Costs = Option.Columns("costs", "columns of simulated costs, in the same order");
    static readonly MethodOption<string> Baseline = Option.Text("baseline", "effect column of the arm of comparison");
    static readonly MethodOption<IReadOnlyList<double>> Wtp = Option.Numbers("wtp", NumberRule.NonNegative, "willingness to pay, one or more");

    public string Name => "psa";

    public string Summary => "Probabilistic sensitivity analysis: net benefit, CEAC, EVPI.";

    public IReadOnlyList<MethodOption> Options { get; } = [Effects, Costs, Baseline, Wtp];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var names = input.Get(Effects);
        if (input.Get(Costs).Count != names.Count)
            throw new OptionException($"--costs: {input.Get(Costs).Count} columns for {names.Count} effects");
        var baseline = names.ToList().IndexOf(input.Get(Baseline));
        if (baseline < 0)
            throw new OptionException("--baseline: not one of the effects", input.Get(Baseline));
        var effects = input.Data.Numbers(names, NumberRule.Any);
        var costs = input.Data.Numbers(input.Get(Costs), NumberRule.Any);
        var result = ProbabilisticSensitivity.Compute(
            [.. effects.Zip(costs, (effect, cost) => new SimulatedArm(effect, cost))], baseline, input.Get(Wtp));
        string[] others = [.. names.Where((_, arm) => arm != baseline)];
        return new JsonObject
        {
            ["arms"] = new JsonArray([.. result.Means.Select((mean, arm) => new JsonObject
            {
                ["arm"] = names[arm],
                ["mean_effect"] = mean.Effect,
                ["mean_cost"] = mean.Cost,
            })]),
            ["comparisons"] = new JsonArray([.. result.AgainstBaseline.Select((difference, i) => new JsonObject
            {
                ["arm"] = others[i],
                ["delta_cost"] = difference.Cost,
                ["delta_effect"] = difference.Effect,
            }.AddRatio(difference))]),
            ["wtp"] = new JsonArray([.. result.Decisions.Select(decision => new JsonObject
            {
                ["k"] = decision.WillingnessToPay,
                ["mean_net_benefit"] = Numbers(decision.MeanNetBenefit),
                ["optimal_arm"] = names[decision.OptimalArm],
                ["evpi"] = decision.ExpectedValueOfPerfectInformation,
                ["prob_best"] = Numbers(decision.ProbabilityBest),
                ["prob_cost_effective"] = Numbers(decision.ProbabilityCostEffective),
            })]),
        };
    }

    static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(value => (JsonNode)value)];
}
