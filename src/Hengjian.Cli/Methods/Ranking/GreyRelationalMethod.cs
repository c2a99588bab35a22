using System.Text.Json.Nodes;
using Hengjian.Cli.Methods.Weighting;
using Hengjian.Methods.Ranking;

namespace Hengjian.Cli.Methods.Ranking;

internal sealed class GreyRelationalMethod : IMethod
{
    static readonly MethodOption<double> Rho = Option.Number("rho", 0.5, NumberRule.PositiveShare, "distinguishing coefficient, in (0, 1]");

    public string Name => "grey-relational";

    public string Summary => "Ranking by grey relational analysis.";

    public IReadOnlyList<MethodOption> Options { get; } =
        [Option.Id, CriteriaOptions.Criteria, CriteriaOptions.Cost, CriteriaOptions.Weights, CriteriaOptions.WeightsMethod, Rho];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var ids = input.Data.Ids(input.Get(Option.Id));
        var (matrix, weights) = CriteriaOptions.Weighted(input);
        var graded = GreyRelational.Compute(matrix, weights, input.Get(Rho));
        return new JsonObject
        {
            ["weights"] = CriteriaOptions.Named(input.Get(CriteriaOptions.Criteria), weights),
            ["alternatives"] = new JsonArray([.. graded.Select((alternative, i) => new JsonObject
            {
                ["id"] = ids[i],
                ["grade"] = alternative.Grade,
                ["rank"] = alternative.Rank,
            })]),
        };
    }
}
