using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hengjian.Tests.Methods;

/// <summary>Compares a result with what is expected of it: only the keys that the expectation has, each number by its own tolerance.</summary>
internal static class JsonComparison
{
    /// <summary>Decides whether a number is near enough; the path ends with the key.</summary>
    public delegate bool NumbersAgree(string path, double actual, JsonValue expected);

    /// <summary>One line a difference; empty when the result is as expected.</summary>
    public static List<string> Differences(JsonNode? actual, JsonNode? expected, NumbersAgree agree)
    {
        var differences = new List<string>();
        Compare("", actual, expected, agree, differences);
        return differences;
    }

    /// <summary>The last name in a path, without indices: <c>slack_sum</c> of <c>.units[3].slack_sum</c>.</summary>
    public static string KeyOf(string path)
    {
        var key = path[(path.LastIndexOf('.') + 1)..];
        var index = key.IndexOf('[', StringComparison.Ordinal);
        return index < 0 ? key : key[..index];
    }

    static void Compare(string path, JsonNode? actual, JsonNode? expected, NumbersAgree agree, List<string> differences)
    {
        switch (expected)
        {
            case JsonObject properties when actual is JsonObject found:
                foreach (var (name, value) in properties)
                {
                    if (found.TryGetPropertyValue(name, out var node))
                        Compare($"{path}.{name}", node, value, agree, differences);
                    else
                        differences.Add($"{path}.{name}: missing");
                }

                break;
            case JsonArray items when actual is JsonArray found:
                if (found.Count != items.Count)
                    differences.Add($"{path}: {found.Count} items, expected {items.Count}");
                for (var i = 0; i < Math.Min(items.Count, found.Count); i++)
                    Compare($"{path}[{i}]", found[i], items[i], agree, differences);
                break;
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number && actual?.GetValueKind() == JsonValueKind.Number:
                if (!agree(path, actual.GetValue<double>(), number))
                    differences.Add($"{path}: {actual}, expected {number}");
                break;
            default:
                if (!JsonNode.DeepEquals(actual, expected))
                    differences.Add($"{path}: {actual?.ToJsonString() ?? "null"}, expected {expected?.ToJsonString() ?? "null"}");
                break;
        }
    }
}
