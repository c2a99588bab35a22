using System.Text.Json.Nodes;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Cli.Methods.Monitoring;

internal sealed class EwmaMethod : IMethod
{
    static readonly MethodOption<string> Value = Option.Column("value", "column of values in the order of time");
    static readonly MethodOption<double?> Mean = Option.OptionalNumber("mean", NumberRule.Any, "in-control mean (default: the mean of the data)");
    static readonly MethodOption<double?> Sd =
        Option.OptionalNumber("sd", NumberRule.Positive, "in-control standard deviation (default: from the mean moving range, or the ranges of the subgroups)");

    static readonly MethodOption<double> Lambda = Option.Number("lambda", 0.2, NumberRule.PositiveShare, "weight of the newest value, in (0, 1]");
    static readonly MethodOption<double> Width = Option.Number("width", 3, NumberRule.Positive, "half-width of the limits in standard errors");
    static readonly MethodOption<string?> Subgroup = Option.OptionalColumn("subgroup", "column of subgroups, each averaged to one point");

    public string Name => "ewma";

    public string Summary => "Exponentially weighted moving average chart.";

    public IReadOnlyList<MethodOption> Options { get; } = [Value, Mean, Sd, Lambda, Width, Subgroup, ChartJson.Phase1];

    public JsonObject Run(MethodInput input)
    {
        var options = new EwmaOptions(input.Get(Mean), input.Get(Sd), input.Get(Lambda), input.Get(Width));
        var values = input.Data.Numbers(input.Get(Value), NumberRule.Any);
        var isBaseline = ChartJson.BaselineOf(input);
        if (input.Get(Subgroup) is not { } column)
            return Document(Ewma.OfValues(values, options, isBaseline), input.Data.RowNumber);

        var rows = Enumerable.Range(0, values.Length);
        var labels = input.Data.Texts(column);
        int[][] subgroups = [.. rows.GroupBy(row => labels[row]).Select(group => group.ToArray())];
        if (isBaseline is not null && Array.Find(subgroups, group => group.DistinctBy(row => isBaseline[row]).Count() > 1) is { } mixed)
            throw input.Data.Bad(mixed[0], column, "a subgroup belongs to phase 1 with some of its rows only");
        if (options.StandardDeviation is null && Array.Find(subgroups, group => group.Length == 1 && isBaseline?[group[0]] != false) is { } single)
            throw input.Data.Bad(single[0], column, "a subgroup of one value has no range, give --sd");
        var chart = Ewma.OfSubgroups(
            [.. subgroups.Select(group => group.Select(row => values[row]).ToArray())],
            options,
            isBaseline is null ? null : [.. subgroups.Select(group => isBaseline[group[0]])]);
        var document = Document(chart, position => position + 1);
        document["subgroups"] = new JsonArray([.. subgroups.Select(group => (JsonNode)labels[group[0]])]);
        return document;
    }

    static JsonObject Document(EwmaResult chart, Func<int, int> indexOf) => new()
    {
        ["center"] = chart.Centre,
        ["sigma"] = chart.Sigma,
        ["points"] = ChartJson.Points(chart.Points, indexOf, "z"),
        ["beyond"] = ChartJson.Beyond(chart.Points, indexOf),
    };
}
