using System.Text.Json.Nodes;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>fairness</c></summary>
internal sealed class FairnessMethod : IMethod
{
    static readonly MethodOption<string> Truth = Option.Column("truth", "column of the truth, 0 or 1");
    static readonly MethodOption<string> Prediction = Option.Column("prediction", "column of the prediction, 0 or 1");
    static readonly MethodOption<string> Group = Option.Column("group", "column of the groups");

    public string Name => "fairness";

    public string Summary => "Rates of a binary prediction by group, and their gaps with intervals.";

    public IReadOnlyList<MethodOption> Options { get; } = [Truth, Prediction, Group, Option.Level];

    public JsonObject Run(MethodInput input)
    {
        var result = Fairness.Analyse(
            input.Data.Binary(input.Get(Truth)),
            input.Data.Binary(input.Get(Prediction)),
            input.Data.Texts(input.Get(Group)),
            input.Get(Option.Level));
        return new JsonObject
        {
            ["groups"] = new JsonArray([.. result.Groups.Select(GroupNode)]),
            ["gaps"] = new JsonObject
            {
                ["equal_opportunity"] = GapNode(result.EqualOpportunity),
                ["false_positive_rate"] = GapNode(result.FalsePositiveRate),
                ["demographic_parity"] = GapNode(result.DemographicParity),
                ["predictive_parity"] = GapNode(result.PredictiveParity),
                ["accuracy"] = GapNode(result.Accuracy),
                ["equalized_odds"] = OddsNode(result.EqualizedOdds),
                ["average_odds"] = OddsNode(result.AverageOdds),
            },
        };
    }

    static JsonNode GroupNode(GroupRates group) => new JsonObject
    {
        ["group"] = group.Group,
        ["n"] = group.Counts.Total,
        ["n_positive"] = group.Counts.Positives,
        ["n_negative"] = group.Counts.Negatives,
        ["tpr"] = group.TruePositiveRate.Value,
        ["tpr_low"] = group.TruePositiveRate.Interval?.Low,
        ["tpr_high"] = group.TruePositiveRate.Interval?.High,
        ["fpr"] = group.FalsePositiveRate.Value,
        ["fpr_low"] = group.FalsePositiveRate.Interval?.Low,
        ["fpr_high"] = group.FalsePositiveRate.Interval?.High,
        ["selection_rate"] = group.SelectionRate.Value,
        ["ppv"] = group.PositivePredictiveValue.Value,
        ["accuracy"] = group.Accuracy.Value,
    }.WithReason(
        group.TruePositiveRate.Value is null ? "tpr: no case of the group has the condition" : null,
        group.FalsePositiveRate.Value is null ? "fpr: every case of the group has the condition" : null,
        group.PositivePredictiveValue.Value is null ? "ppv: no case of the group is predicted positive" : null);

    static JsonObject GapNode(FairnessGap gap)
    {
        var node = new JsonObject
        {
            ["value"] = gap.Value,
            ["high_group"] = gap.HighGroup,
            ["low_group"] = gap.LowGroup,
            ["ci_low"] = gap.Interval?.Low,
            ["ci_high"] = gap.Interval?.High,
        }.WithReason(gap.Value is null ? "fewer than two groups have this rate" : null);
        if (gap.Without.Count > 0)
            node["groups_without"] = Nodes.Of(gap.Without);
        return node;
    }

    static JsonObject OddsNode(double? value) => new JsonObject { ["value"] = value }
        .WithReason(value is null ? "the gap of the true or of the false positive rate is not defined" : null);
}
