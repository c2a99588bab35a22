using System.Text.Json.Nodes;
using Hengjian.Methods.Dea;

namespace Hengjian.Cli.Methods.Dea;

internal sealed class SuperMethod : IMethod
{
    public string Name => "dea-super";

    public string Summary => "Super-efficiency (Andersen and Petersen): every unit against all others.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, DeaInput.Inputs, DeaInput.Outputs, DeaInput.Returns, DeaInput.Towards];

    public MissingValues Missing => MissingValues.Refuse;

    public int MinimumRows => 2;

    public JsonObject Run(MethodInput input)
    {
        var results = SuperEfficiency.Solve(
            DeaInput.Data(input), DeaInput.ReturnsOf(input), DeaInput.OrientationOf(input), cancellation: input.Cancellation);
        return new JsonObject
        {
            ["units"] = DeaInput.Units(input.Data.Ids(input.Get(Option.Id)), results, score => new JsonObject
            {
                ["super_efficiency"] = score,
                ["reason"] = score is null ? "infeasible" : null,
            }),
        };
    }
}
