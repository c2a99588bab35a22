using System.Text.Json.Nodes;
using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary>The parts of a result that several methods share.</summary>
internal static class Nodes
{
    public static JsonObject Of(Interval interval) => new() { ["low"] = interval.Low, ["high"] = interval.High };

    /// <summary>value, events, trials, low, high; all but the counts null, with the reason, where there are no trials.</summary>
    public static JsonObject Of(ProportionEstimate estimate, string noTrials) => new JsonObject
    {
        ["value"] = estimate.Value,
        ["events"] = estimate.Events,
        ["trials"] = estimate.Trials,
        ["low"] = estimate.Interval?.Low,
        ["high"] = estimate.Interval?.High,
    }.WithReason(estimate.Value is null ? noTrials : null);

    public static JsonArray Of(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    /// <summary>Adds the reasons there are, joined, why something in <paramref name="node"/> is null.</summary>
    public static JsonObject WithReason(this JsonObject node, params IEnumerable<string?> reasons)
    {
        string[] given = [.. reasons.OfType<string>().Distinct()];
        if (given.Length > 0)
            node["reason"] = string.Join("; ", given);
        return node;
    }

    /// <summary>Adds a property after the others.</summary>
    public static JsonObject With(this JsonObject node, string name, JsonNode value)
    {
        node[name] = value;
        return node;
    }

    /// <summary>Which scores are positive: the contract's default is higher.</summary>
    public static MethodOption<string> DirectionOption { get; } = Option.Choice("direction", "which scores are more positive", "higher", "lower");

    public static ScoreDirection Direction(MethodInput input) =>
        input.Get(DirectionOption) == "higher" ? ScoreDirection.Higher : ScoreDirection.Lower;
}
