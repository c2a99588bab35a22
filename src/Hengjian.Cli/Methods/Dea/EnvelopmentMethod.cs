using System.Text.Json.Nodes;
using Hengjian.Methods.Dea;

namespace Hengjian.Cli.Methods.Dea;

internal sealed class EnvelopmentMethod : IMethod
{
    public string Name => "dea";

    public string Summary => "Data envelopment analysis (CCR, BCC): radial efficiency, slacks, targets and peers of every unit.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, DeaInput.Inputs, DeaInput.Outputs, DeaInput.Returns, DeaInput.Towards];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var ids = input.Data.Ids(input.Get(Option.Id));
        var inputs = input.Get(DeaInput.Inputs);
        var outputs = input.Get(DeaInput.Outputs);
        var results = Envelopment.Solve(
            DeaInput.Data(input), DeaInput.ReturnsOf(input), DeaInput.OrientationOf(input), cancellation: input.Cancellation);
        return new JsonObject
        {
            ["units"] = DeaInput.Units(ids, results, result => new JsonObject
            {
                ["efficiency"] = result.Efficiency,
                ["score"] = result.Score,
                ["slack_sum"] = result.SlackSum,
                ["efficient"] = result.IsEfficient,
                ["input_slacks"] = DeaInput.Named(inputs, result.InputSlacks),
                ["output_slacks"] = DeaInput.Named(outputs, result.OutputSlacks),
                ["targets"] = DeaInput.Named([.. inputs, .. outputs], [.. result.InputTargets, .. result.OutputTargets]),
                ["peers"] = new JsonArray(
                    [.. result.Peers.Select(peer => (JsonNode)new JsonObject { ["id"] = ids[peer.Unit], ["lambda"] = peer.Lambda })]),
                ["weights"] = DeaInput.Named([.. inputs, .. outputs], [.. result.Support.InputWeights, .. result.Support.OutputWeights]),
                ["intercept"] = result.Support.Intercept,
            }),
        };
    }
}
