using System.Text.Json.Nodes;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>mcnemar</c></summary>
internal sealed class McNemarMethod : IMethod
{
    static readonly MethodOption<string?> First = Option.OptionalColumn("first", "pairs: column of the first method, 0 or 1");
    static readonly MethodOption<string?> Second = Option.OptionalColumn("second", "pairs: column of the second method, 0 or 1");
    static readonly MethodOption<string?> N11 = Option.OptionalColumn("n11", "tables: column of the pairs with both 1");
    static readonly MethodOption<string?> N12 = Option.OptionalColumn("n12", "tables: column of the pairs with first 1, second 0");
    static readonly MethodOption<string?> N21 = Option.OptionalColumn("n21", "tables: column of the pairs with first 0, second 1");
    static readonly MethodOption<string?> N22 = Option.OptionalColumn("n22", "tables: column of the pairs with both 0");
    static readonly MethodOption<string?> NameColumn = Option.OptionalColumn("name", "tables: column of names (default: the row number)");

    public string Name => "mcnemar";

    public string Summary => "McNemar's test of paired answers: asymptotic, continuity-corrected, exact and mid-p.";

    public IReadOnlyList<MethodOption> Options { get; } = [First, Second, N11, N12, N21, N22, NameColumn];

    public JsonObject Run(MethodInput input)
    {
        var pairs = new[] { First, Second };
        var cells = new[] { N11, N12, N21, N22 };
        if (pairs.Any(input.Options.IsGiven) == cells.Any(input.Options.IsGiven))
            throw new OptionException("--first and --second, or --n11 to --n22: one of the two forms is needed");
        return new JsonObject { ["rows"] = pairs.Any(input.Options.IsGiven) ? Pairs(input) : Tables(input, cells) };
    }

    static JsonArray Pairs(MethodInput input)
    {
        var (first, second) = (Needed(input, First), Needed(input, Second));
        var table = PairedTable.Of(input.Data.Binary(first), input.Data.Binary(second));
        return [Row($"{first} / {second}", McNemar.Test(table))];
    }

    static JsonArray Tables(MethodInput input, MethodOption<string?>[] cells)
    {
        double[][] counts = [.. cells.Select(cell => input.Data.Numbers(Needed(input, cell), NumberRule.Count))];
        var names = input.Get(NameColumn) is { } column ? input.Data.Texts(column) : input.Data.Ids(null);
        return
        [
            .. names.Select((name, i) =>
                Row(name, McNemar.Test(new PairedTable((long)counts[0][i], (long)counts[1][i], (long)counts[2][i], (long)counts[3][i])))),
        ];
    }

    static string Needed(MethodInput input, MethodOption<string?> option) =>
        input.Get(option) ?? throw new OptionException($"--{option.Name}: required, {option.Help}");

    static JsonObject Row(string name, McNemarResult result) => new JsonObject
    {
        ["name"] = name,
        ["n11"] = result.Table.N11,
        ["n12"] = result.Table.N12,
        ["n21"] = result.Table.N21,
        ["n22"] = result.Table.N22,
        ["chi2"] = result.ChiSquare,
        ["p"] = result.P,
        ["chi2_cc"] = result.ChiSquareCorrected,
        ["p_cc"] = result.PCorrected,
        ["p_exact"] = result.PExact,
        ["p_mid"] = result.PMid,
    }.WithReason(result.ChiSquare is null ? "no pair disagrees" : null);
}
