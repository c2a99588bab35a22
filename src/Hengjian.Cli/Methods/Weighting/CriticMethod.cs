using System.Text.Json.Nodes;
using Hengjian.Methods.Weighting;

namespace Hengjian.Cli.Methods.Weighting;

internal sealed class CriticMethod : IMethod
{
    public string Name => "critic";

    public string Summary => "CRITIC weights of criteria.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, CriteriaOptions.Criteria, CriteriaOptions.Cost];

    public MissingValues Missing => MissingValues.Refuse;

    public int MinimumRows => 2;

    public JsonObject Run(MethodInput input)
    {
        _ = input.Data.Ids(input.Get(Option.Id));
        var result = Critic.Compute(CriteriaOptions.Matrix(input, NumberRule.Any));
        var criteria = input.Get(CriteriaOptions.Criteria);
        return new JsonObject
        {
            ["weights"] = CriteriaOptions.Named(criteria, result.Weights),
            ["standard_deviations"] = CriteriaOptions.Named(criteria, result.StandardDeviations),
        };
    }
}
