using System.Text.Json.Nodes;
using Hengjian.Methods.Dea;

namespace Hengjian.Cli.Methods.Dea;

/// <summary>What the methods of the family have in common: their options, their data, the shape of their results.</summary>
internal static class DeaInput
{
    public static MethodOption<IReadOnlyList<string>> Inputs { get; } = Option.Columns("inputs", "columns of the inputs, each value at least 0");

    public static MethodOption<IReadOnlyList<string>> Outputs { get; } = Option.Columns("outputs", "columns of the outputs, each value at least 0");

    public static MethodOption<string> Returns { get; } =
        Option.Choice("rts", "returns to scale (drs: non-increasing, irs: non-decreasing)", "crs", "vrs", "drs", "irs");

    public static MethodOption<string> Towards { get; } = Option.Choice("orientation", "what the measure scales", "in", "out");

    public static DeaData Data(MethodInput input, DataTable? rows = null)
    {
        var table = rows ?? input.Data;
        var inputs = input.Get(Inputs);
        var outputs = input.Get(Outputs);
        if (inputs.FirstOrDefault(outputs.Contains) is { } both)
            throw new OptionException("--outputs: a column cannot be both input and output", both);
        return new DeaData(table.Numbers(inputs, NumberRule.NonNegative), table.Numbers(outputs, NumberRule.NonNegative), inputs, outputs);
    }

    public static ReturnsToScale ReturnsOf(MethodInput input) => ReturnsOf(input.Get(Returns));

    public static ReturnsToScale ReturnsOf(string word) => word switch
    {
        "vrs" => ReturnsToScale.Variable,
        "drs" => ReturnsToScale.NonIncreasing,
        "irs" => ReturnsToScale.NonDecreasing,
        _ => ReturnsToScale.Constant,
    };

    public static Orientation OrientationOf(MethodInput input) => input.Get(Towards) == "in" ? Orientation.Input : Orientation.Output;

    /// <summary>A document with one object a unit, each starting with its id.</summary>
    public static JsonArray Units<T>(IReadOnlyList<string> ids, IReadOnlyList<T> results, Func<T, JsonObject> describe)
    {
        var units = new JsonArray();
        for (var unit = 0; unit < ids.Count; unit++)
        {
            var described = describe(results[unit]);
            described.Insert(0, "id", ids[unit]);
            units.Add((JsonNode)described);
        }

        return units;
    }

    /// <summary>An object with the values under the names of their columns.</summary>
    public static JsonObject Named(IReadOnlyList<string> names, IReadOnlyList<double> values)
    {
        var named = new JsonObject();
        for (var i = 0; i < names.Count; i++)
            named[names[i]] = values[i];
        return named;
    }
}
