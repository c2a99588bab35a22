using System.Text.Json.Nodes;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Cli.Methods.Monitoring;

internal sealed class CusumMethod : IMethod
{
    static readonly MethodOption<string> Value = Option.Column("value", "column of values in the order of time");
    static readonly MethodOption<double?> Mean = Option.OptionalNumber("mean", NumberRule.Any, "in-control mean (default: the mean of the data)");
    static readonly MethodOption<double?> Sd =
        Option.OptionalNumber("sd", NumberRule.Positive, "in-control standard deviation (default: from the mean moving range)");

    static readonly MethodOption<double> K = Option.Number("k", 0.5, NumberRule.NonNegative, "allowance in standard deviations");
    static readonly MethodOption<double> H = Option.Number("h", 5, NumberRule.Positive, "decision limit in standard deviations");
    static readonly MethodOption<bool> Reset = Option.Flag("reset", "start again from 0 after a signal");

    public string Name => "cusum";

    public string Summary => "Tabular cumulative sum chart.";

    public IReadOnlyList<MethodOption> Options { get; } = [Value, Mean, Sd, K, H, Reset];

    public JsonObject Run(MethodInput input)
    {
        var chart = Cusum.Compute(
            input.Data.Numbers(input.Get(Value), NumberRule.Any),
            new CusumOptions(input.Get(Mean), input.Get(Sd), input.Get(K), input.Get(H), input.Get(Reset)));
        int[] signals = [.. Enumerable.Range(0, chart.Points.Count).Where(i => chart.Points[i].Signals).Select(input.Data.RowNumber)];
        return new JsonObject
        {
            ["mean"] = chart.Mean,
            ["sigma"] = chart.Sigma,
            ["points"] = new JsonArray([.. chart.Points.Select((point, i) => new JsonObject
            {
                ["index"] = input.Data.RowNumber(i),
                ["c_plus"] = point.Plus,
                ["c_minus"] = point.Minus,
            })]),
            ["first_signal"] = signals.Length > 0 ? signals[0] : null,
            ["signals"] = new JsonArray([.. signals.Select(index => (JsonNode)index)]),
        };
    }
}
