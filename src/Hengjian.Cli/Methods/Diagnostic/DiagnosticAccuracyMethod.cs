using System.Text.Json.Nodes;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>diagnostic-accuracy</c></summary>
internal sealed class DiagnosticAccuracyMethod : IMethod
{
    const string NoPositives = "no case has the condition";
    const string NoNegatives = "every case has the condition";

    static readonly MethodOption<string> Truth = Option.Column("truth", "column of the truth, 0 or 1");
    static readonly MethodOption<string> Test = Option.Column("test", "column of the test, 0 or 1");

    public string Name => "diagnostic-accuracy";

    public string Summary => "Sensitivity, specificity, predictive values and accuracy of a binary test, with Wilson intervals.";

    public IReadOnlyList<MethodOption> Options { get; } = [Truth, Test, Option.Level];

    public JsonObject Run(MethodInput input)
    {
        var counts = ConfusionCounts.Of(input.Data.Binary(input.Get(Truth)), input.Data.Binary(input.Get(Test)));
        var result = DiagnosticAccuracy.Analyse(counts, input.Get(Option.Level));
        return new JsonObject
        {
            ["tp"] = counts.TruePositives,
            ["fp"] = counts.FalsePositives,
            ["fn"] = counts.FalseNegatives,
            ["tn"] = counts.TrueNegatives,
            ["sensitivity"] = Nodes.Of(result.Sensitivity, NoPositives),
            ["specificity"] = Nodes.Of(result.Specificity, NoNegatives),
            ["ppv"] = Nodes.Of(result.PositivePredictiveValue, "no test is positive"),
            ["npv"] = Nodes.Of(result.NegativePredictiveValue, "no test is negative"),
            ["accuracy"] = Nodes.Of(result.Accuracy, "no cases"),
            ["youden"] = result.Youden,
            ["lr_positive"] = result.PositiveLikelihoodRatio,
            ["lr_negative"] = result.NegativeLikelihoodRatio,
            ["f1"] = result.F1,
            ["mcc"] = result.MatthewsCorrelation,
        }.WithReason(Reasons(counts, result));
    }

    static IEnumerable<string?> Reasons(ConfusionCounts counts, DiagnosticAccuracyResult result)
    {
        var oneClass = counts.Positives == 0 ? NoPositives : counts.Negatives == 0 ? NoNegatives : null;
        yield return result.Youden is null ? $"youden: {oneClass}" : null;
        yield return result.PositiveLikelihoodRatio is null ? $"lr_positive: {oneClass ?? "no false positives"}" : null;
        yield return result.NegativeLikelihoodRatio is null ? $"lr_negative: {oneClass ?? "no true negatives"}" : null;
        yield return result.F1 is null ? "f1: neither the truth nor the test is positive in any case" : null;
        yield return result.MatthewsCorrelation is null ? "mcc: the truth or the test is the same in every case" : null;
    }
}
