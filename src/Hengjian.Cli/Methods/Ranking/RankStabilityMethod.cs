using System.Text.Json.Nodes;
using Hengjian.Cli.Methods.Weighting;
using Hengjian.Methods.Ranking;

namespace Hengjian.Cli.Methods.Ranking;

internal sealed class RankStabilityMethod : IMethod
{
    const string TopsisScore = "topsis";
    static readonly MethodOption<string> Score = Option.Choice("score", "by what to order", "weighted-sum", TopsisScore);
    static readonly MethodOption<double> Delta = Option.Number("delta", 0.2, NumberRule.Probability, "largest relative change of a weight");
    static readonly MethodOption<int> Replicates = Option.Integer("replicates", 10_000, 1, "number of draws");

    public string Name => "rank-stability";

    public string Summary => "Stability of a ranking under uncertain weights, by Monte Carlo.";

    public IReadOnlyList<MethodOption> Options { get; } =
    [
        Option.Id, CriteriaOptions.Criteria, CriteriaOptions.Cost, CriteriaOptions.Weights, CriteriaOptions.WeightsMethod, Score, Delta, Replicates,
        Option.Seed,
    ];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var ids = input.Data.Ids(input.Get(Option.Id));
        var (matrix, weights) = CriteriaOptions.Weighted(input);
        var options = new RankStabilityOptions(
            input.Get(Score) == TopsisScore ? StabilityScore.Topsis : StabilityScore.WeightedSum,
            input.Get(Delta),
            input.Get(Replicates),
            input.Get(Option.Seed));
        var result = RankStability.Compute(matrix, weights, options, cancellation: input.Cancellation);
        return new JsonObject
        {
            ["weights"] = CriteriaOptions.Named(input.Get(CriteriaOptions.Criteria), weights),
            ["p_order_unchanged"] = result.OrderUnchanged,
            ["alternatives"] = new JsonArray([.. result.Alternatives.Select((alternative, i) => new JsonObject
            {
                ["id"] = ids[i],
                ["base_rank"] = alternative.BaseRank,
                ["mean_rank"] = alternative.MeanRank,
                ["p_best"] = alternative.RankShares[0],
                ["p_rank"] = new JsonArray([.. alternative.RankShares.Select(share => (JsonNode)share)]),
            })]),
        };
    }
}
