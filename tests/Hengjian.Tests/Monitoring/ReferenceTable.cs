using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Monitoring;

/// <summary>The shared data sets with the numbers that reference implementations printed beside them, to 10 or 11 digits.</summary>
internal static class ReferenceTable
{
    /// <summary>What the reference gave, under its own names.</summary>
    public static JsonNode Expected(string name) =>
        JsonNode.Parse(File.ReadAllText(SharedData.Require("data", "methods", name + ".expected.json")))!["expected"]!;

    /// <summary>Runs a command on the data set.</summary>
    public static JsonObject Run(string name, string commandLine) =>
        MethodsCli.Run([.. CommandLine.Split(commandLine), "--data", SharedData.Require("data", "methods", name + ".csv")]).Result();

    /// <summary>Numbers, names and structure must be equal, numbers to 1e-9 relative (the digits printed).</summary>
    public static void ShouldAgree(JsonNode? actual, JsonNode? expected, double relative = 1e-9) =>
        JsonComparison.Differences(actual, expected, (_, value, wanted) => Near(value, wanted, relative)).ShouldBeEmpty();

    /// <summary>The values that the rows of an array have under a key.</summary>
    public static JsonArray Pluck(JsonNode? rows, string key) => [.. rows!.AsArray().Select(row => row![key]!.DeepClone())];

    /// <summary>The values of an object, in its order.</summary>
    public static JsonArray Values(JsonNode? names) => [.. names!.AsObject().Select(pair => pair.Value!.DeepClone())];

    static bool Near(double actual, JsonValue expected, double relative)
    {
        var value = expected.GetValue<JsonElement>().GetDouble();
        return Math.Abs(actual - value) <= 1e-10 + (relative * Math.Abs(value));
    }
}
