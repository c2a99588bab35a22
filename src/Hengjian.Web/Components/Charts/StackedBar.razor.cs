using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Charts;

/// <summary>A whole and its parts, in the order of the chart's part names; nothing negative.</summary>
public sealed record StackRow(string Label, IReadOnlyList<double> Counts, string? MissingText = null, string? Href = null)
{
    public double Total => Counts.Sum();
}

/// <summary>What wholes are made of: each row is a full bar, divided by share. The count stands in a part where there is room, and always in the table.</summary>
public sealed partial class StackedBar
{
    static readonly string[] Fills = ["fill-1", "fill-2", "fill-3", "fill-4", "fill-5", "fill-6"];

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Description { get; set; }

    /// <summary>Names of the parts, at most six.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Parts { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<StackRow> Rows { get; set; } = [];

    /// <summary>Decimals of the counts: 0 for cases, more for weights.</summary>
    [Parameter]
    public int Decimals { get; set; }

    [Parameter]
    public int Width { get; set; } = 530;

    [Parameter]
    public string? Note { get; set; }

    IReadOnlyList<LegendItem> Keys => [.. Parts.Select((p, i) => LegendItem.Field(Fills[i % Fills.Length], p))];

    string Describe() => string.Join("; ", Rows.Select(r => r.Label + " " + (r.Total == 0
        ? r.MissingText ?? L["Chart.Missing"]
        : string.Join(", ", r.Counts.Select((c, i) => Parts[i] + " " + Cell(c, r))))));

    string Cell(double count, StackRow row) =>
        Numbers.Format(count, Decimals) + (row.Total > 0 ? " (" + Numbers.Percent(count / row.Total) + ")" : "");

    Drawing Draw(int width)
    {
        const double Tall = 20;
        var slim = width <= ChartFigure.NarrowWidth;
        var named = Rows.Count > 1;
        var label = slim || !named ? 0 : Math.Min(Rows.Select(r => ChartText.Width(r.Label)).DefaultIfEmpty(0).Max() + 12, width * 0.3);
        var svg = new Svg();
        var y = 4.0;
        foreach (var row in Rows)
        {
            if (named && slim)
            {
                svg.Text(0, y + 13, row.Label);
                y += 20;
            }
            var lines = slim || !named ? 1 : ChartText.Wrap(row.Label, label - 8).Count;
            if (!slim && named)
                svg.Lines(0, y + Tall / 2, ChartText.Wrap(row.Label, label - 8));
            DrawParts(svg, row, label, y, width - label, Tall);
            y += Math.Max(Tall, lines * 15) + 10;
        }
        return new Drawing(width, (int)Math.Ceiling(y), svg.ToString());
    }

    void DrawParts(Svg svg, StackRow row, double x, double y, double width, double tall)
    {
        if (row.Total <= 0)
        {
            svg.Rect(x, y, width, tall, "track", 3).Text(x + 8, y + 14, row.MissingText ?? L["Chart.Missing"], "soft");
            return;
        }
        for (var i = 0; i < row.Counts.Count; i++)
        {
            var part = row.Counts[i] / row.Total * width;
            svg.Rect(x, y, Math.Max(part - 2, 0), tall, Fills[i % Fills.Length]);
            var text = Numbers.Format(row.Counts[i], Decimals);
            if (part > ChartText.Width(text) + 10)
                svg.Text(x + part / 2, y + 14, text, i is 1 or 4 or 5 ? "" : "on-dark", Anchor.Middle);
            x += part;
        }
    }
}
