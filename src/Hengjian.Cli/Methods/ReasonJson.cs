using System.Text.Json.Nodes;

namespace Hengjian.Cli.Methods;

/// <summary>The sibling that says why a value is null.</summary>
internal static class ReasonJson
{
    /// <summary>Adds <c>reason</c> unless there is none to give.</summary>
    public static JsonObject WithReason(this JsonObject json, string? reason)
    {
        if (reason is not null)
            json["reason"] = reason;
        return json;
    }
}
