using System.Text.Json.Nodes;
using Hengjian.Methods.Dea;

namespace Hengjian.Cli.Methods.Dea;

internal sealed class CostMethod : IMethod
{
    static readonly MethodOption<IReadOnlyList<string>> Prices = Option.Columns("prices", "columns of the prices, one an input, above 0");

    public string Name => "dea-cost";

    public string Summary => "Cost efficiency at each unit's own prices, split into technical and allocative efficiency.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, DeaInput.Inputs, DeaInput.Outputs, Prices, DeaInput.Returns];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var inputs = input.Get(DeaInput.Inputs);
        var prices = input.Get(Prices);
        if (prices.Count != inputs.Count)
            throw new OptionException($"--prices: one column an input is needed, {inputs.Count} in all", string.Join(',', prices));
        var results = CostEfficiency.Solve(
            DeaInput.Data(input),
            input.Data.Numbers(prices, NumberRule.Positive),
            DeaInput.ReturnsOf(input),
            prices,
            cancellation: input.Cancellation);
        return new JsonObject
        {
            ["units"] = DeaInput.Units(input.Data.Ids(input.Get(Option.Id)), results, result => new JsonObject
            {
                ["actual_cost"] = result.ActualCost,
                ["minimal_cost"] = result.MinimalCost,
                ["technical_efficiency"] = result.TechnicalEfficiency,
                ["cost_efficiency"] = result.CostOverall,
                ["allocative_efficiency"] = result.AllocativeEfficiency,
                ["optimal_inputs"] = DeaInput.Named(inputs, result.OptimalInputs),
            }),
        };
    }
}
