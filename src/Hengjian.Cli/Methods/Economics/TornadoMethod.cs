using System.Text.Json.Nodes;
using Hengjian.Methods.Economics;

namespace Hengjian.Cli.Methods.Economics;

internal sealed class TornadoMethod : IMethod
{
    static readonly MethodOption<string> Parameter = Option.Column("parameter", "column of the parameters' names");
    static readonly MethodOption<string> Low = Option.Column("low", "column of outcomes at the parameter's low value");
    static readonly MethodOption<string> High = Option.Column("high", "column of outcomes at its high value");
    static readonly MethodOption<double> Base = Option.RequiredNumber("base", NumberRule.Any, "outcome of the base case");
    static readonly MethodOption<double> Threshold = Option.Number("threshold", 0, NumberRule.Any, "outcome at which the decision turns");

    public string Name => "tornado";

    public string Summary => "One-way sensitivity analysis, largest swing first.";

    public IReadOnlyList<MethodOption> Options { get; } = [Parameter, Low, High, Base, Threshold];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var names = input.Data.Ids(input.Get(Parameter));
        var lows = input.Data.Numbers(input.Get(Low), NumberRule.Any);
        var highs = input.Data.Numbers(input.Get(High), NumberRule.Any);
        var bars = Tornado.Sort([.. names.Select((name, i) => new OneWayRange(name, lows[i], highs[i]))]);
        return new JsonObject
        {
            ["base"] = input.Get(Base),
            ["bars"] = new JsonArray([.. bars.Select(bar => new JsonObject
            {
                ["parameter"] = bar.Parameter,
                ["low"] = bar.Low,
                ["high"] = bar.High,
                ["swing"] = bar.Swing,
                ["changes_decision"] = bar.ChangesDecision(input.Get(Threshold)),
            })]),
        };
    }
}
