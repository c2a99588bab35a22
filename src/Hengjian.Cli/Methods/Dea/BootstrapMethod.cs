using System.Text.Json.Nodes;
using Hengjian.Methods.Dea;

namespace Hengjian.Cli.Methods.Dea;

internal sealed class BootstrapMethod : IMethod
{
    static readonly MethodOption<int> Replicates = Option.Integer("replicates", 2000, atLeast: 2, "number of pseudo samples", atMost: 1_000_000);

    public string Name => "dea-bootstrap";

    public string Summary => "Bias and confidence intervals of radial scores by the smoothed bootstrap of Simar and Wilson.";

    public IReadOnlyList<MethodOption> Options { get; } =
        [Option.Id, DeaInput.Inputs, DeaInput.Outputs, DeaInput.Returns, DeaInput.Towards, Replicates, Option.Level, Option.Seed];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var result = DeaBootstrap.Solve(
            DeaInput.Data(input),
            DeaInput.ReturnsOf(input),
            DeaInput.OrientationOf(input),
            input.Get(Replicates),
            input.Get(Option.Level),
            input.Get(Option.Seed),
            cancellation: input.Cancellation);
        return new JsonObject
        {
            ["units"] = DeaInput.Units(input.Data.Ids(input.Get(Option.Id)), result.Units, unit => new JsonObject
            {
                ["efficiency"] = unit.Efficiency,
                ["bias_corrected"] = unit.BiasCorrected,
                ["bias"] = unit.Bias,
                ["ci_low"] = unit.Low,
                ["ci_high"] = unit.High,
            }),
            ["bandwidth"] = result.Bandwidth,
        };
    }
}
