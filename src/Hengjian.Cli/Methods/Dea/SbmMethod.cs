using System.Text.Json.Nodes;
using Hengjian.Methods.Dea;

namespace Hengjian.Cli.Methods.Dea;

internal sealed class SbmMethod : IMethod
{
    static readonly MethodOption<string> Returns = Option.Choice("rts", "returns to scale", "crs", "vrs");

    public string Name => "sbm";

    public string Summary => "Slacks-based measure of efficiency (Tone), non-oriented.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, DeaInput.Inputs, DeaInput.Outputs, Returns];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var inputs = input.Get(DeaInput.Inputs);
        var outputs = input.Get(DeaInput.Outputs);
        var results = SlacksBasedMeasure.Solve(DeaInput.Data(input), DeaInput.ReturnsOf(input.Get(Returns)), cancellation: input.Cancellation);
        return new JsonObject
        {
            ["units"] = DeaInput.Units(input.Data.Ids(input.Get(Option.Id)), results, result => new JsonObject
            {
                ["rho"] = result.Rho,
                ["input_slacks"] = DeaInput.Named(inputs, result.InputSlacks),
                ["output_slacks"] = DeaInput.Named(outputs, result.OutputSlacks),
            }),
        };
    }
}
