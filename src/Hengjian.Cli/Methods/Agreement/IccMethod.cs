using System.Text.Json.Nodes;
using Hengjian.Cli.Methods.Diagnostic;
using Hengjian.Methods.Agreement;

namespace Hengjian.Cli.Methods.Agreement;

/// <summary><c>icc</c></summary>
internal sealed class IccMethod : IMethod
{
    public string Name => "icc";

    public string Summary => "Intraclass correlations (1,1), (2,1) and (3,1) with intervals.";

    public IReadOnlyList<MethodOption> Options { get; } = [RatingColumns.Raters, Option.Level];

    public int MinimumRows => 2;

    public JsonObject Run(MethodInput input)
    {
        var ratings = input.Data.Numbers(input.Get(RatingColumns.Raters), NumberRule.Any);
        var result = Icc.Analyse(ratings, input.Get(Option.Level));
        return new JsonObject
        {
            ["n_subjects"] = result.Subjects,
            ["n_raters"] = result.Raters,
            ["icc_1_1"] = Node(result.OneWay),
            ["icc_2_1"] = Node(result.AbsoluteAgreement),
            ["icc_3_1"] = Node(result.Consistency),
        };
    }

    static JsonObject Node(IntraclassCorrelation icc) => new JsonObject
    {
        ["value"] = icc.Value,
        ["ci_low"] = icc.Interval?.Low,
        ["ci_high"] = icc.Interval?.High,
    }.WithReason(
        icc.Value is null ? "0/0: the mean squares that it compares are zero" : null,
        icc.Value is not null && icc.Interval is null ? "the degrees of freedom of the interval are not defined" : null);
}
