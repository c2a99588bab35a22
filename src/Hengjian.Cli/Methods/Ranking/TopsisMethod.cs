using System.Text.Json.Nodes;
using Hengjian.Cli.Methods.Weighting;
using Hengjian.Methods.Ranking;

namespace Hengjian.Cli.Methods.Ranking;

internal sealed class TopsisMethod : IMethod
{
    public string Name => "topsis";

    public string Summary => "Ranking by closeness to the ideal (TOPSIS).";

    public IReadOnlyList<MethodOption> Options { get; } =
        [Option.Id, CriteriaOptions.Criteria, CriteriaOptions.Cost, CriteriaOptions.Weights, CriteriaOptions.WeightsMethod];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var ids = input.Data.Ids(input.Get(Option.Id));
        var (matrix, weights) = CriteriaOptions.Weighted(input);
        return new JsonObject
        {
            ["weights"] = CriteriaOptions.Named(input.Get(CriteriaOptions.Criteria), weights),
            ["alternatives"] = new JsonArray([.. Topsis.Compute(matrix, weights).Select((alternative, i) => Alternative(ids[i], alternative))]),
        };
    }

    static JsonObject Alternative(string id, TopsisAlternative alternative) => new JsonObject
    {
        ["id"] = id,
        ["d_plus"] = alternative.DistanceToIdeal,
        ["d_minus"] = alternative.DistanceToAntiIdeal,
        ["closeness"] = alternative.Closeness,
        ["rank"] = alternative.Rank,
    }.WithReason(alternative.Closeness is null ? "both distances are 0, the alternatives do not differ" : null);
}
