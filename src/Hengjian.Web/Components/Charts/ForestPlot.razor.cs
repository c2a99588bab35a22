using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Charts;

/// <summary>A row: an estimate with its interval, in the unit of the chart's format.</summary>
/// <param name="Label">What is estimated.</param>
/// <param name="Point">The estimate; null shows <paramref name="MissingText"/> in its place.</param>
/// <param name="Low">Lower end of the interval; null draws the point alone.</param>
/// <param name="High">Upper end.</param>
/// <param name="Count">Numerator and denominator, such as 92 / 100, or n.</param>
/// <param name="Mark">How the row stands out; never by colour alone.</param>
/// <param name="Effect">A further column, such as a difference with its interval.</param>
/// <param name="MissingText">Why there is no estimate, such as too few.</param>
/// <param name="Strong">Label and figures in bold.</param>
/// <param name="Href">The page behind the row; a link in the data table.</param>
public sealed record ForestRow(
    string Label,
    double? Point,
    double? Low,
    double? High,
    string? Count = null,
    ChartMark Mark = ChartMark.Disc,
    string? Effect = null,
    string? MissingText = null,
    bool Strong = false,
    string? Href = null);

/// <summary>Rows under a heading, with a reference (claim, target, overall) drawn through them.</summary>
public sealed record ForestGroup(string? Title, IReadOnlyList<ForestRow> Rows, double? Reference = null, string? ReferenceText = null);

/// <summary>
/// Estimates with their intervals, row below row, on one scale. On a phone each row takes two lines: words and figures above, the interval below.
/// An interval that leaves the scale ends in an arrow.
/// </summary>
public sealed partial class ForestPlot
{
    const double RowHeight = 28;
    const double HeadHeight = 26;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What the drawing shows, in a sentence; made from the rows when null.</summary>
    [Parameter]
    public string? Description { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<ForestGroup> Groups { get; set; } = [];

    [Parameter]
    public ChartFormat Format { get; set; } = ChartFormat.Percent;

    /// <summary>Heading of the estimate column, such as point estimate (95% CI).</summary>
    [Parameter, EditorRequired]
    public string PointHead { get; set; } = "";

    [Parameter]
    public string CountHead { get; set; } = "n";

    [Parameter]
    public string? EffectHead { get; set; }

    /// <summary>Ends of the scale; from the rows when null.</summary>
    [Parameter]
    public double? Min { get; set; }

    [Parameter]
    public double? Max { get; set; }

    /// <summary>Width in pixels on a desk: about 1140 for a whole page, 640 for seven twelfths, 530 for a half.</summary>
    [Parameter]
    public int Width { get; set; } = 640;

    [Parameter]
    public IReadOnlyList<LegendItem> Legend { get; set; } = [];

    [Parameter]
    public string? Note { get; set; }

    bool HasEffect => EffectHead is not null;

    string Describe() => string.Join("; ", Groups.SelectMany(g => g.Rows.Select(r =>
        (g.Title is null ? "" : g.Title + " ") + r.Label + " " + (r.Point is { } p ? Format.Estimate(p, r.Low, r.High) : r.MissingText ?? L["Chart.Missing"]))));

    Scale ScaleOver(double from, double to, int ticks) =>
        Scale.Over(Groups.SelectMany(g => g.Rows.SelectMany(r => new[] { r.Point, r.Low, r.High }).Append(g.Reference)), from, to, ticks, Min, Max);

    Drawing Draw(int width) => width <= ChartFigure.NarrowWidth ? DrawNarrow(width) : DrawWide(width);

    Drawing DrawWide(int width)
    {
        var rows = Groups.SelectMany(g => g.Rows).ToList();
        var label = Math.Min(rows.Select(r => ChartText.Width(r.Label)).DefaultIfEmpty(60).Max() + 12, width * 0.25);
        var estimate = Column(rows.Select(EstimateText).Append(PointHead), width);
        var count = Column(rows.Select(r => r.Count ?? "").Append(CountHead), width);
        var effect = HasEffect ? Column(rows.Select(r => r.Effect ?? "").Append(EffectHead!), width) : 0;
        var plotEnd = width - estimate - count - effect - 12;
        var scale = ScaleOver(label + 12, plotEnd, Math.Max(2, (int)((plotEnd - label) / 70)));
        var svg = new Svg();
        var y = HeadHeight;
        foreach (var tick in scale.Ticks)
            svg.Text(scale[tick], 14, Format.Tick(tick, scale), "soft", Anchor.Middle);
        svg.Text(plotEnd + 12 + estimate, 14, PointHead, "soft", Anchor.End)
            .Text(plotEnd + 12 + estimate + count, 14, CountHead, "soft", Anchor.End);
        if (HasEffect)
            svg.Text(width, 14, EffectHead!, "soft", Anchor.End);
        var bottom = y + Groups.Sum(g => (g.Title is null ? 0 : HeadHeight) + g.Rows.Sum(r => RowTall(r, label)));
        foreach (var tick in scale.Ticks)
            svg.Line(scale[tick], y - 4, scale[tick], bottom, "gridline");
        foreach (var group in Groups)
        {
            svg.Line(0, y - 0.5, width, y - 0.5, "rule");
            var top = y;
            if (group.Title is not null)
            {
                svg.Text(0, y + 17, group.Title, "strong");
                y += HeadHeight;
            }
            var height = group.Rows.Sum(r => RowTall(r, label));
            DrawReference(svg, group, scale, top, y + height);
            foreach (var row in group.Rows)
            {
                var tall = RowTall(row, label);
                var middle = y + tall / 2;
                var css = RowCss(row);
                svg.Lines(0, middle, ChartText.Wrap(row.Label, label), css);
                DrawRow(svg, row, scale, middle);
                if (row.Point is not null)
                    svg.Text(plotEnd + 12 + estimate, middle + 4, EstimateText(row), css, Anchor.End);
                svg.Text(plotEnd + 12 + estimate + count, middle + 4, row.Count ?? "", row.Strong ? "strong" : "soft", Anchor.End);
                if (HasEffect)
                    svg.Text(width, middle + 4, row.Effect ?? "", css, Anchor.End);
                y += tall;
            }
        }
        return new Drawing(width, (int)Math.Ceiling(y) + 4, svg.ToString());
    }

    Drawing DrawNarrow(int width)
    {
        const double Tall = 48;
        var scale = ScaleOver(8, width - 8, 4);
        var svg = new Svg();
        foreach (var tick in scale.Ticks)
            svg.Text(scale[tick], 14, Format.Tick(tick, scale), "soft", tick == scale.Low ? Anchor.Start : tick == scale.High ? Anchor.End : Anchor.Middle);
        var y = HeadHeight;
        var bottom = y + Groups.Sum(g => (g.Title is null ? 0 : HeadHeight) + g.Rows.Count * Tall);
        foreach (var tick in scale.Ticks)
            svg.Line(scale[tick], y - 4, scale[tick], bottom, "gridline");
        foreach (var group in Groups)
        {
            svg.Line(0, y - 0.5, width, y - 0.5, "rule");
            var top = y;
            if (group.Title is not null)
            {
                svg.Text(0, y + 17, group.Title, "strong");
                y += HeadHeight;
            }
            // The reference runs beside the intervals only: through the words it would be taken for a stroke of theirs.
            DrawReference(svg, group, scale, top, top + 20);
            foreach (var row in group.Rows)
            {
                DrawReference(svg, group with { ReferenceText = null }, scale, y + 18, y + Tall - 2);
                svg.Text(0, y + 16, row.Label, RowCss(row) + " halo");
                svg.Text(width, y + 16, row.Point is null ? row.Count ?? "" : EstimateText(row) + (row.Count is null ? "" : "\u2003" + row.Count), RowCss(row) + " halo", Anchor.End);
                DrawRow(svg, row, scale, y + 33);
                y += Tall;
            }
        }
        return new Drawing(width, (int)Math.Ceiling(y) + 4, svg.ToString());
    }

    void DrawRow(Svg svg, ForestRow row, Scale scale, double y)
    {
        if (row.Point is not { } point)
        {
            svg.Text(scale.From + 4, y + 4, row.MissingText ?? L["Chart.Missing"], "soft halo");
            return;
        }
        if (row.Low is { } low && row.High is { } high)
        {
            var css = Marks.IntervalCss(row.Mark);
            svg.Line(scale.Clamped(low), y, scale.Clamped(high), y, css);
            DrawEnd(svg, scale, low, y, css, -1);
            DrawEnd(svg, scale, high, y, css, 1);
        }
        if (point >= scale.Low && point <= scale.High)
            Marks.Draw(svg, scale[point], y, row.Mark);
    }

    static void DrawEnd(Svg svg, Scale scale, double value, double y, string css, int side)
    {
        var x = scale.Clamped(value);
        if (value >= scale.Low && value <= scale.High)
            svg.Line(x, y - 4, x, y + 4, css);
        else
            svg.Polyline([(x - side * 5, y - 4), (x, y), (x - side * 5, y + 4)], css);
    }

    void DrawReference(Svg svg, ForestGroup group, Scale scale, double top, double bottom)
    {
        if (group.Reference is not { } value || value < scale.Low || value > scale.High)
            return;
        var x = scale[value];
        svg.Line(x, top + 4, x, bottom - 2, "target");
        if (group.ReferenceText is not { } text)
            return;
        // The text stands at the side where there is room for it.
        var left = x + ChartText.Width(text) + 6 > scale.To;
        svg.Text(left ? x - 4 : x + 4, top + 16, text, "soft halo", left ? Anchor.End : Anchor.Start);
    }

    string EstimateText(ForestRow row) => row.Point is { } point ? Format.Estimate(point, row.Low, row.High) : "";

    static string RowCss(ForestRow row) => row.Mark == ChartMark.Diamond ? "bad" : row.Strong ? "strong" : "";

    static double RowTall(ForestRow row, double label) => Math.Max(RowHeight, ChartText.Wrap(row.Label, label).Count * 15 + 10);

    static double Column(IEnumerable<string> texts, int width) => Math.Min(texts.Select(t => ChartText.Width(t)).Max() + 14, width * 0.3);
}
