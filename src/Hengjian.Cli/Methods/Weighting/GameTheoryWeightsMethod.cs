using System.Text.Json.Nodes;
using Hengjian.Methods.Weighting;

namespace Hengjian.Cli.Methods.Weighting;

internal sealed class GameTheoryWeightsMethod : IMethod
{
    static readonly MethodOption<IReadOnlyList<string>> Vectors = Option.Columns("vectors", "columns of weights, each a vector over the criteria");

    public string Name => "game-theory-weights";

    public string Summary => "Combination of weight vectors by game theory.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, Vectors];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var ids = input.Data.Ids(input.Get(Option.Id));
        var names = input.Get(Vectors);
        var result = GameTheoryWeights.Compute(input.Data.Numbers(names, NumberRule.NonNegative));
        return new JsonObject
        {
            ["alpha"] = CriteriaOptions.Named(names, result.Alpha),
            ["weights"] = CriteriaOptions.Named(ids, result.Weights),
        };
    }
}
