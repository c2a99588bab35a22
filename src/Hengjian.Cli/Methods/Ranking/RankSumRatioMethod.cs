using System.Text.Json.Nodes;
using Hengjian.Cli.Methods.Weighting;
using Hengjian.Methods.Ranking;

namespace Hengjian.Cli.Methods.Ranking;

internal sealed class RankSumRatioMethod : IMethod
{
    public string Name => "rsr";

    public string Summary => "Rank-sum ratio with probit bands.";

    public IReadOnlyList<MethodOption> Options { get; } =
        [Option.Id, CriteriaOptions.Criteria, CriteriaOptions.Cost, CriteriaOptions.Weights, CriteriaOptions.WeightsMethod];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var ids = input.Data.Ids(input.Get(Option.Id));
        var (matrix, weights) = CriteriaOptions.Weighted(input);
        var result = RankSumRatio.Compute(matrix, weights);
        return new JsonObject
        {
            ["weights"] = CriteriaOptions.Named(input.Get(CriteriaOptions.Criteria), weights),
            ["units"] = new JsonArray([.. result.Units.Select((unit, i) => Unit(ids[i], unit))]),
            ["distribution"] = new JsonArray([.. result.Distribution.Select(Step)]),
            ["regression"] = result.Regression is { } line
                ? new JsonObject { ["intercept"] = line.Intercept, ["slope"] = line.Slope, ["r_squared"] = line.RSquared }
                : null,
        }.WithReason(result.Regression is null ? "fewer than three distinct values of the ratio, no regression" : null);
    }

    static JsonObject Unit(string id, RankSumUnit unit) => new JsonObject
    {
        ["id"] = id,
        ["rsr"] = unit.Ratio,
        ["probit"] = unit.Probit,
        ["fitted"] = unit.Fitted,
        ["level"] = unit.Level switch { RankSumLevel.Poor => "poor", RankSumLevel.Mid => "mid", _ => "good" },
    }.WithReason(unit.Fitted is null ? "no regression" : null);

    static JsonObject Step(RankSumStep step) => new()
    {
        ["rsr"] = step.Ratio,
        ["frequency"] = step.Frequency,
        ["cumulative"] = step.Cumulative,
        ["average_rank"] = step.AverageRank,
        ["p"] = step.P,
        ["probit"] = step.Probit,
    };
}
