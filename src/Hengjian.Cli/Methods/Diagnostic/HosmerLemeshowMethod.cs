using System.Text.Json.Nodes;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>hosmer-lemeshow</c></summary>
internal sealed class HosmerLemeshowMethod : IMethod
{
    static readonly MethodOption<string> Truth = Option.Column("truth", "column of the outcome, 0 or 1");
    static readonly MethodOption<string> Probability = Option.Column("probability", "column of the predicted probabilities");
    static readonly MethodOption<int> Groups = Option.Integer("groups", 10, 1, "groups of equal size before ties are joined");

    public string Name => "hosmer-lemeshow";

    public string Summary => "Hosmer-Lemeshow goodness of fit of predicted probabilities.";

    public IReadOnlyList<MethodOption> Options { get; } = [Truth, Probability, Groups];

    public JsonObject Run(MethodInput input)
    {
        var truth = input.Data.Binary(input.Get(Truth));
        var probabilities = input.Data.Numbers(input.Get(Probability), NumberRule.Probability);
        var result = HosmerLemeshow.Test(truth, probabilities, input.Get(Groups));
        return new JsonObject
        {
            ["chi2"] = result.ChiSquare,
            ["df"] = result.DegreesOfFreedom,
            ["p"] = result.P,
            ["groups_used"] = result.Groups.Count,
            ["groups"] = new JsonArray(
            [
                .. result.Groups.Select(group => new JsonObject
                {
                    ["n"] = group.N,
                    ["observed"] = group.Observed,
                    ["expected"] = group.Expected,
                    ["low"] = group.Low,
                    ["high"] = group.High,
                }),
            ]),
        };
    }
}
