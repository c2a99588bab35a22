using System.Text.Json.Nodes;
using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Cli.Methods.Monitoring;

/// <summary>What the control charts share: reading their samples and writing their points.</summary>
internal static class ChartJson
{
    public static MethodOption<string?> Phase1 { get; } = Option.OptionalColumn("phase1", "boolean column: the rows that set the centre (default: all)");

    public static MethodOption<int> RunLength { get; } =
        Option.Integer("run-length", 7, 1, "length from which on a run on one side is reported");

    /// <summary>The samples of a p- or p′-chart.</summary>
    public static CountSample[] Proportions(MethodInput input, string events, string sizes)
    {
        var samples = Samples(input, events, sizes, NumberRule.PositiveCount);
        for (var row = 0; row < samples.Length; row++)
        {
            if (samples[row].Events > samples[row].Size)
                throw input.Data.Bad(row, events, "more events than the size of the sample");
        }

        return samples;
    }

    /// <summary>The samples of a u-chart.</summary>
    public static CountSample[] Exposures(MethodInput input, string events, string exposure) =>
        Samples(input, events, exposure, NumberRule.Positive);

    /// <summary>For each row whether it belongs to phase 1, or null where no column says so.</summary>
    public static bool[]? BaselineOf(MethodInput input)
    {
        if (input.Get(Phase1) is not { } column)
            return null;
        var isBaseline = input.Data.Booleans(column);
        return Array.IndexOf(isBaseline, true) >= 0 ? isBaseline : throw new BadInputException("no row belongs to phase 1", column: column);
    }

    public static JsonArray Points(IReadOnlyList<ChartPoint> points, Func<int, int> indexOf, string valueName = "value") =>
        [.. points.Select((point, i) => new JsonObject
        {
            ["index"] = indexOf(i),
            [valueName] = point.Value,
            ["lcl"] = point.Lower,
            ["ucl"] = point.Upper,
        })];

    public static JsonArray Beyond(IReadOnlyList<ChartPoint> points, Func<int, int> indexOf) =>
        Indices(Enumerable.Range(0, points.Count).Where(i => points[i].IsBeyond), indexOf);

    public static JsonArray Indices(IEnumerable<int> positions, Func<int, int> indexOf) => [.. positions.Select(i => (JsonNode)indexOf(i))];

    static CountSample[] Samples(MethodInput input, string events, string sizes, NumberRule sizeRule)
    {
        var counts = input.Data.Numbers(events, NumberRule.Count);
        var units = input.Data.Numbers(sizes, sizeRule);
        var isBaseline = BaselineOf(input);
        return [.. counts.Select((count, row) => new CountSample(count, units[row], isBaseline?[row] ?? true))];
    }
}
