using System.Text.Json.Nodes;
using Hengjian.Cli.Methods.Diagnostic;
using Hengjian.Methods.Agreement;
using Hengjian.Methods.Common;

namespace Hengjian.Cli.Methods.Agreement;

/// <summary><c>cohen-kappa</c></summary>
internal sealed class CohenKappaMethod : IMethod
{
    static readonly MethodOption<IReadOnlyList<string>?> Raters = Option.OptionalColumns("raters", "the columns of the two raters", atLeast: 2);
    static readonly MethodOption<string?> Row = Option.OptionalColumn("row", "table: column of the first rater's category");
    static readonly MethodOption<string?> Column = Option.OptionalColumn("column", "table: column of the second rater's category");
    static readonly MethodOption<string?> Count = Option.OptionalColumn("count", "table: column of the counts");
    static readonly MethodOption<string> Weights = Option.Choice("weights", "how near misses count", "none", "linear", "quadratic");

    public string Name => "cohen-kappa";

    public string Summary => "Cohen's kappa of two raters, also weighted, with test and interval.";

    public IReadOnlyList<MethodOption> Options { get; } = [Raters, Row, Column, Count, Weights, RatingColumns.Categories, Option.Level];

    public JsonObject Run(MethodInput input)
    {
        var table = new[] { Row, Column, Count };
        if (input.Options.IsGiven(Raters) == table.Any(input.Options.IsGiven))
            throw new OptionException("--raters, or --row, --column and --count: one of the two forms is needed");
        var (counts, scale) = input.Get(Raters) is { } raters ? FromRatings(input, raters) : FromTable(input);
        var weights = input.Get(Weights) switch
        {
            "linear" => KappaWeights.Linear,
            "quadratic" => KappaWeights.Quadratic,
            _ => KappaWeights.None,
        };
        var result = CohenKappa.FromTable(counts, weights, input.Get(Option.Level));
        return new JsonObject
        {
            ["n"] = result.N,
            ["categories"] = Nodes.Of(scale.Labels),
            ["observed_agreement"] = result.ObservedAgreement,
            ["expected_agreement"] = result.ExpectedAgreement,
            ["kappa"] = result.Kappa,
            ["z"] = result.Z,
            ["p"] = result.P,
            ["standard_error"] = result.StandardError,
            ["ci_low"] = result.Interval.Low,
            ["ci_high"] = result.Interval.High,
        }.WithReason(result.Z is null ? "without association the observed agreement has no variance" : null);
    }

    static (long[,] Counts, Categories Scale) FromRatings(MethodInput input, IReadOnlyList<string> raters)
    {
        if (raters.Count != 2)
            throw new OptionException("--raters: must be two columns", string.Join(",", raters));
        var (ratings, scale) = RatingColumns.Read(input, raters);
        return (CohenKappa.Tabulate(ratings[0], ratings[1], scale), scale);
    }

    static (long[,] Counts, Categories Scale) FromTable(MethodInput input)
    {
        var rowColumn = Needed(input, Row);
        var columnColumn = Needed(input, Column);
        var rows = input.Data.Texts(rowColumn);
        var columns = input.Data.Texts(columnColumn);
        var counts = input.Data.Numbers(Needed(input, Count), NumberRule.Count);

        // A category that no rater used does not count, so one that has only empty cells is not of the scale.
        var used = Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).ToArray();
        var scale = RatingColumns.Scale(input, used.SelectMany(i => new[] { rows[i], columns[i] }));
        if (input.Options.IsGiven(RatingColumns.Categories))
        {
            RatingColumns.Check(input, rowColumn, rows, scale);
            RatingColumns.Check(input, columnColumn, columns, scale);
        }
        var table = new long[scale.Count, scale.Count];
        foreach (var i in used)
            table[scale.IndexOf(rows[i]), scale.IndexOf(columns[i])] += (long)counts[i];
        return used.Length > 0 ? (table, scale) : throw new BadInputException("every count is 0", column: input.Get(Count));
    }

    static string Needed(MethodInput input, MethodOption<string?> option) =>
        input.Get(option) ?? throw new OptionException($"--{option.Name}: required, {option.Help}");
}
