using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Charts;

/// <summary>A distribution by its quantiles; a null median shows <paramref name="MissingText"/>, other nulls are left out of the drawing.</summary>
public sealed record BoxRow(
    string Label,
    double? Low,
    double? Quartile1,
    double? Median,
    double? Quartile3,
    double? High,
    double? P90 = null,
    string? Count = null,
    string? MissingText = null);

/// <summary>Distributions on one scale: line from end to end, box between the quartiles, median, and a diamond at the 90th percentile.</summary>
public sealed partial class BoxStrip
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Description { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<BoxRow> Rows { get; set; } = [];

    [Parameter]
    public ChartFormat Format { get; set; } = new(0);

    [Parameter]
    public string CountHead { get; set; } = "n";

    [Parameter]
    public double? Min { get; set; }

    [Parameter]
    public double? Max { get; set; }

    [Parameter]
    public int Width { get; set; } = 450;

    [Parameter]
    public string? Note { get; set; }

    IReadOnlyList<LegendItem> Keys =>
    [
        LegendItem.Field("box", L["Chart.Quartiles"]),
        LegendItem.Line("median", L["Chart.Median"]),
        new(L["Chart.P90"], new Svg().Diamond(12, 6, 5, "pt p90").ToString()),
    ];

    string Describe() => string.Join("; ", Rows.Select(r => r.Label + " " + (r.Median is null
        ? r.MissingText ?? L["Chart.Missing"]
        : L["Chart.BoxText", Format.Value(r.Median), Format.Value(r.Quartile1), Format.Value(r.Quartile3), Format.Value(r.P90)])));

    Drawing Draw(int width)
    {
        const double Tall = 46;
        var slim = width <= ChartFigure.NarrowWidth;
        var label = slim ? 0 : Math.Min(Rows.Select(r => ChartText.Width(r.Label)).DefaultIfEmpty(0).Max() + 14, width * 0.3);
        var scale = Scale.Over(Rows.SelectMany(r => new[] { r.Low, r.Quartile1, r.Median, r.Quartile3, r.High, r.P90 }), label + 10, width - 16, slim ? 3 : 4, Min, Max);
        var svg = new Svg();
        var row = slim ? Tall + 18 : Tall;
        var bottom = 6 + Rows.Count * row;
        foreach (var tick in scale.Ticks)
            svg.Line(scale[tick], 4, scale[tick], bottom, "gridline").Text(scale[tick], bottom + 16, Format.Tick(tick, scale), "soft", Anchor.Middle);
        for (var i = 0; i < Rows.Count; i++)
        {
            var top = 6 + i * row + (slim ? 18 : 0);
            if (slim)
                svg.Text(0, top - 4, Rows[i].Label, "halo");
            else
                svg.Lines(0, top + 30, ChartText.Wrap(Rows[i].Label, label - 8));
            DrawBox(svg, Rows[i], scale, top + 30);
        }
        return new Drawing(width, (int)bottom + 24, svg.ToString());
    }

    void DrawBox(Svg svg, BoxRow row, Scale scale, double y)
    {
        if (row.Median is not { } median)
        {
            svg.Text(scale.From + 4, y + 4, row.MissingText ?? L["Chart.Missing"], "soft halo");
            return;
        }
        if (row.Low is { } low && row.High is { } high)
            svg.Line(scale.Clamped(low), y, scale.Clamped(high), y, "ci thin");
        if (row.Quartile1 is { } q1 && row.Quartile3 is { } q3)
            svg.Rect(scale.Clamped(q1), y - 8, Math.Max(scale.Clamped(q3) - scale.Clamped(q1), 1), 16, "box");
        svg.Line(scale.Clamped(median), y - 10, scale.Clamped(median), y + 10, "median");
        svg.Text(scale.Clamped(median), y - 14, Format.Value(median), "strong halo", Anchor.Middle);
        if (row.P90 is not { } p90)
            return;
        svg.Diamond(scale.Clamped(p90), y, 5, "pt p90");
        var apart = scale.Clamped(p90) - scale.Clamped(median) > (ChartText.Width(Format.Value(p90)) + ChartText.Width(Format.Value(median))) / 2 + 8;
        if (apart)
            svg.Text(scale.Clamped(p90), y - 14, Format.Value(p90), "soft halo", Anchor.Middle);
    }
}
