using System.Text.Json.Nodes;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>roc</c></summary>
internal sealed class RocMethod : IMethod
{
    static readonly MethodOption<string> Truth = Option.Column("truth", "column of the truth, 0 or 1");
    static readonly MethodOption<IReadOnlyList<string>> Scores = Option.Columns("scores", "columns of scores");

    public string Name => "roc";

    public string Summary => "Area under the empirical ROC curve with DeLong's variance and interval.";

    public IReadOnlyList<MethodOption> Options { get; } = [Truth, Scores, Nodes.DirectionOption, Option.Level];

    public JsonObject Run(MethodInput input)
    {
        var truth = input.Data.Binary(input.Get(Truth));
        var results = new JsonArray();
        RocResult? last = null;
        foreach (var column in input.Get(Scores))
        {
            last = Roc.Analyse(truth, input.Data.Numbers(column, NumberRule.Any), Nodes.Direction(input), input.Get(Option.Level));
            results.Add(Score(column, last));
        }
        return new JsonObject { ["n_positive"] = last!.Positives, ["n_negative"] = last.Negatives, ["scores"] = results };
    }

    static JsonObject Score(string column, RocResult result) => new JsonObject
    {
        ["score"] = column,
        ["auc"] = result.Auc,
        ["variance"] = result.Variance,
        ["standard_error"] = result.StandardError,
        ["ci_low"] = result.Interval?.Low,
        ["ci_high"] = result.Interval?.High,
    }.WithReason(result.Variance is null ? "a class has a single case, so the area has no variance" : null);
}
