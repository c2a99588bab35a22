using System.Text.Json.Nodes;
using Hengjian.Methods.Weighting;

namespace Hengjian.Cli.Methods.Weighting;

internal sealed class EntropyWeightMethod : IMethod
{
    const string MinMax = "min-max";
    static readonly MethodOption<string> Normalize = Option.Choice("normalize", "what the shares are taken of", "none", MinMax);

    public string Name => "entropy-weight";

    public string Summary => "Entropy weights of criteria.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, CriteriaOptions.Criteria, CriteriaOptions.Cost, Normalize];

    public MissingValues Missing => MissingValues.Refuse;

    public int MinimumRows => 2;

    public JsonObject Run(MethodInput input)
    {
        _ = input.Data.Ids(input.Get(Option.Id));
        var isMinMax = input.Get(Normalize) == MinMax;
        var result = EntropyWeight.Compute(CriteriaOptions.Matrix(input, isMinMax ? NumberRule.Any : NumberRule.NonNegative), isMinMax);
        var criteria = input.Get(CriteriaOptions.Criteria);
        return new JsonObject
        {
            ["weights"] = CriteriaOptions.Named(criteria, result.Weights),
            ["entropy"] = CriteriaOptions.Named(criteria, result.Entropy),
        };
    }
}
