using System.Text.Json.Nodes;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>delong</c></summary>
internal sealed class DeLongMethod : IMethod
{
    const string SingleCase = "a class has a single case, so the areas have no variance";

    static readonly MethodOption<string> Truth = Option.Column("truth", "column of the truth, 0 or 1");

    // A score may be compared with itself: that is the degenerate case, and not an error.
    static readonly MethodOption<IReadOnlyList<string>> Scores = new()
    {
        Name = "scores",
        Help = "two columns of scores on the same cases, or one with --group",
        IsRequired = true,
        Reader = text => text.Length > 0 ? ListText.Split(text) : throw new OptionException("must not be empty"),
        Writer = value => Nodes.Of(value),
        ColumnReader = value => value,
    };

    static readonly MethodOption<string?> Group = Option.OptionalColumn("group", "unpaired: column of the groups");
    static readonly MethodOption<IReadOnlyList<string>?> Groups = Option.OptionalTexts("groups", "unpaired: the two groups to compare", atLeast: 2);

    public string Name => "delong";

    public string Summary => "Compares two ROC areas: of two scores on the same cases, or of one score in two groups.";

    public IReadOnlyList<MethodOption> Options { get; } = [Truth, Scores, Group, Groups, Nodes.DirectionOption, Option.Level];

    public JsonObject Run(MethodInput input)
    {
        var scores = input.Get(Scores);
        var (group, groups) = (input.Get(Group), input.Get(Groups));
        if (group is null && groups is null)
            return scores.Count == 2 ? Paired(input, scores) : throw new OptionException("--scores: two columns are needed, or one with --group and --groups");
        if (group is null || groups is not { Count: 2 })
            throw new OptionException("--group and --groups: a column and two of its values are needed");
        return scores.Count == 1 ? Unpaired(input, scores[0], group, groups) : throw new OptionException("--scores: with --group, one column is compared");
    }

    static JsonObject Paired(MethodInput input, IReadOnlyList<string> scores)
    {
        var result = DeLong.Paired(
            input.Data.Binary(input.Get(Truth)),
            input.Data.Numbers(scores[0], NumberRule.Any),
            input.Data.Numbers(scores[1], NumberRule.Any),
            Nodes.Direction(input),
            input.Get(Option.Level));
        return new JsonObject
        {
            ["n_positive"] = result.Positives,
            ["n_negative"] = result.Negatives,
            ["auc_a"] = result.AucA,
            ["auc_b"] = result.AucB,
            ["difference"] = result.Difference,
            ["covariance"] = result.Covariance,
            ["z"] = result.Z,
            ["p"] = result.P,
            ["ci_low"] = result.Interval?.Low,
            ["ci_high"] = result.Interval?.High,
            ["degenerate"] = result.Degenerate,
        }.WithReason(
            result.Covariance is null ? SingleCase : null,
            result.Covariance is not null && result.Z is null ? "the difference has no variance" : null);
    }

    static JsonObject Unpaired(MethodInput input, string score, string groupColumn, IReadOnlyList<string> groups)
    {
        var truth = input.Data.Binary(input.Get(Truth));
        var scores = input.Data.Numbers(score, NumberRule.Any);
        var group = input.Data.Texts(groupColumn);
        var missing = groups.FirstOrDefault(name => Array.IndexOf(group, name) < 0);
        if (missing is not null)
            throw new OptionException($"--groups: no row of column \"{groupColumn}\" has this value", missing);

        var (truthA, scoresA) = Of(groups[0]);
        var (truthB, scoresB) = Of(groups[1]);
        var result = DeLong.Unpaired(truthA, scoresA, truthB, scoresB, Nodes.Direction(input));
        var used = truthA.Length + truthB.Length;
        return new JsonObject
        {
            ["n"] = used,
            ["n_dropped"] = input.Data.DroppedCount + truth.Length - used,
            ["n_a"] = truthA.Length,
            ["n_b"] = truthB.Length,
            ["auc_a"] = result.AucA,
            ["auc_b"] = result.AucB,
            ["statistic"] = result.Statistic,
            ["df"] = result.DegreesOfFreedom,
            ["p"] = result.P,
        }.WithReason(result.Statistic is null ? SingleCase : null);

        (bool[] Truth, double[] Scores) Of(string name)
        {
            int[] rows = [.. Enumerable.Range(0, group.Length).Where(i => group[i] == name)];
            return (Array.ConvertAll(rows, i => truth[i]), Array.ConvertAll(rows, i => scores[i]));
        }
    }
}
