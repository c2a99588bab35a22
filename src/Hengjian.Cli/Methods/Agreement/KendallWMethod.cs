using System.Text.Json.Nodes;
using Hengjian.Methods.Agreement;

namespace Hengjian.Cli.Methods.Agreement;

/// <summary><c>kendall-w</c></summary>
internal sealed class KendallWMethod : IMethod
{
    public string Name => "kendall-w";

    public string Summary => "Kendall's coefficient of concordance; rows are objects.";

    public IReadOnlyList<MethodOption> Options { get; } = [RatingColumns.Raters];

    public int MinimumRows => 2;

    public JsonObject Run(MethodInput input)
    {
        var result = KendallW.Analyse(input.Data.Numbers(input.Get(RatingColumns.Raters), NumberRule.Any));
        return new JsonObject
        {
            ["n_subjects"] = result.Subjects,
            ["n_raters"] = result.Raters,
            ["w"] = result.W,
            ["w_uncorrected"] = result.WUncorrected,
            ["chi2"] = result.ChiSquare,
            ["df"] = result.DegreesOfFreedom,
            ["p"] = result.P,
        };
    }
}
