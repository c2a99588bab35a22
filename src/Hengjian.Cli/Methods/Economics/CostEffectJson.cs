using System.Text.Json.Nodes;
using Hengjian.Methods.Economics;

namespace Hengjian.Cli.Methods.Economics;

/// <summary>Writes a difference on the cost-effectiveness plane.</summary>
internal static class CostEffectJson
{
    /// <summary>Adds <c>icer</c>, <c>quadrant</c> and, where there is one to give, the <c>reason</c>.</summary>
    public static JsonObject AddRatio(this JsonObject json, CostEffectDifference difference)
    {
        json["icer"] = difference.Ratio;
        json["quadrant"] = difference.Quadrant switch
        {
            CostEffectQuadrant.NorthEast => "NE",
            CostEffectQuadrant.NorthWest => "NW",
            CostEffectQuadrant.SouthEast => "SE",
            _ => "SW",
        };
        return json.WithReason(Reason(difference));
    }

    static string? Reason(CostEffectDifference difference) => (difference.Quadrant, difference.Ratio) switch
    {
        (CostEffectQuadrant.SouthEast, null) => "dominant; the effects do not differ, so there is no ratio",
        (CostEffectQuadrant.SouthEast, _) => "dominant",
        (CostEffectQuadrant.NorthWest, _) => "dominated",
        (_, null) => "the effects do not differ, so there is no ratio",
        _ => null,
    };
}
