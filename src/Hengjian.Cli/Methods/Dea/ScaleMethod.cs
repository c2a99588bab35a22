using System.Text.Json.Nodes;
using Hengjian.Methods.Dea;

namespace Hengjian.Cli.Methods.Dea;

internal sealed class ScaleMethod : IMethod
{
    public string Name => "dea-scale";

    public string Summary => "Scale efficiency and returns to scale of every unit.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, DeaInput.Inputs, DeaInput.Outputs, DeaInput.Towards];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var results = ScaleEfficiency.Solve(DeaInput.Data(input), DeaInput.OrientationOf(input), cancellation: input.Cancellation);
        return new JsonObject
        {
            ["units"] = DeaInput.Units(input.Data.Ids(input.Get(Option.Id)), results, result => new JsonObject
            {
                ["crs"] = result.Constant,
                ["vrs"] = result.Variable,
                ["nirs"] = result.NonIncreasing,
                ["scale_efficiency"] = result.Efficiency,
                ["returns_to_scale"] = result.Returns switch
                {
                    LocalReturns.Constant => "constant",
                    LocalReturns.Decreasing => "decreasing",
                    _ => "increasing",
                },
            }),
        };
    }
}
