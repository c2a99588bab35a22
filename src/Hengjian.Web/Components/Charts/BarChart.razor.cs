using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Charts;

/// <summary>One bar.</summary>
/// <param name="Value">Its length from zero; null shows <paramref name="MissingText"/>.</param>
/// <param name="Low">Lower end of the interval; null draws none.</param>
/// <param name="High">Upper end.</param>
/// <param name="Count">Numerator and denominator, or n.</param>
/// <param name="MissingText">Why there is no value.</param>
public sealed record Bar(double? Value, double? Low = null, double? High = null, string? Count = null, string? MissingText = null);

/// <summary>Bars that belong together, one for each series in order.</summary>
public sealed record BarGroup(string Label, IReadOnlyList<Bar> Bars, string? Href = null);

/// <summary>Lying bars in groups, each with its interval and its value in figures. Bars start at zero, always.</summary>
public sealed partial class BarChart
{
    const double BarHeight = 16;

    // Told apart by lightness as well as hue, for paper without colour.
    static readonly string[] Fills = ["fill-1", "fill-2", "fill-4", "fill-5"];

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Description { get; set; }

    /// <summary>Names of the series, at most four; one series needs no legend.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Series { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<BarGroup> Groups { get; set; } = [];

    [Parameter]
    public ChartFormat Format { get; set; } = ChartFormat.Percent;

    /// <summary>Heading of the values in the data table.</summary>
    [Parameter, EditorRequired]
    public string ValueHead { get; set; } = "";

    [Parameter]
    public string CountHead { get; set; } = "n";

    /// <summary>A target or limit drawn through all bars.</summary>
    [Parameter]
    public double? Reference { get; set; }

    [Parameter]
    public string? ReferenceText { get; set; }

    [Parameter]
    public double? Max { get; set; }

    [Parameter]
    public int Width { get; set; } = 530;

    [Parameter]
    public string? Note { get; set; }

    IReadOnlyList<LegendItem> Keys => Series.Count < 2 ? [] : [.. Series.Select((s, i) => LegendItem.Field(Fills[i % Fills.Length], s))];

    string Describe() => string.Join("; ", Groups.Select(g => g.Label + " " + string.Join(", ", g.Bars.Select((b, i) =>
        (Series.Count > 1 ? Series[i] + " " : "") + (b.Value is { } v ? Format.Estimate(v, b.Low, b.High) : b.MissingText ?? L["Chart.Missing"])))));

    Drawing Draw(int width)
    {
        var slim = width <= ChartFigure.NarrowWidth;
        var label = slim ? 0 : Math.Min(Groups.Select(g => ChartText.Width(g.Label)).DefaultIfEmpty(0).Max() + 12, width * 0.32);
        var texts = Groups.SelectMany(g => g.Bars).Where(b => b.Value is not null).Select(b => ChartText.Width(Format.Value(b.Value)));
        var values = Groups.SelectMany(g => g.Bars).SelectMany(b => new[] { b.Value, b.Low, b.High }).Append(Reference).Append(0);
        var scale = Scale.Over(values, label + 4, width - texts.DefaultIfEmpty(30).Max() - 14, slim ? 3 : 5, high: Max);
        var svg = new Svg();
        foreach (var tick in scale.Ticks)
            svg.Text(scale[tick], 14, Format.Tick(tick, scale), "soft", Anchor.Middle);
        var top = ReferenceText is null ? 22.0 : 38.0;
        var tall = Groups.Sum(g => GroupHeight(g, label, slim));
        foreach (var tick in scale.Ticks)
            svg.Line(scale[tick], 20, scale[tick], top + tall, tick == 0 ? "axis" : "gridline");
        // Figures are written last, so that no line crosses them.
        var figures = new Svg();
        var y = top;
        foreach (var group in Groups)
        {
            var height = GroupHeight(group, label, slim);
            var first = y + (slim ? 24 : (height - group.Bars.Count * (BarHeight + 2)) / 2);
            if (slim)
                svg.Text(0, y + 16, group.Label, "halo");
            else
                svg.Lines(0, y + height / 2, ChartText.Wrap(group.Label, label - 8));
            for (var i = 0; i < group.Bars.Count; i++)
                DrawBar(svg, figures, group.Bars[i], scale, first + i * (BarHeight + 2), Fills[i % Fills.Length]);
            y += height;
        }
        if (Reference is { } reference)
        {
            svg.Line(scale.Clamped(reference), 24, scale.Clamped(reference), y, "target");
            if (ReferenceText is not null)
                svg.Text(scale.Clamped(reference), 34, ReferenceText, "soft halo", scale.Clamped(reference) > width / 2.0 ? Anchor.End : Anchor.Start);
        }
        return new Drawing(width, (int)Math.Ceiling(y) + 4, svg.ToString() + figures);
    }

    void DrawBar(Svg svg, Svg figures, Bar bar, Scale scale, double y, string fill)
    {
        var middle = y + BarHeight / 2;
        if (bar.Value is not { } value)
        {
            figures.Text(scale.Clamped(0) + 6, middle + 4, bar.MissingText ?? L["Chart.Missing"], "soft halo");
            return;
        }
        var zero = scale.Clamped(0);
        var end = scale.Clamped(value);
        svg.Rect(Math.Min(zero, end), y, Math.Abs(end - zero), BarHeight, fill);
        var right = Math.Max(zero, end);
        if (bar.Low is { } low && bar.High is { } high)
        {
            var (from, to) = (scale.Clamped(low), scale.Clamped(high));
            svg.Line(from, middle, to, middle, "whisker").Line(from, middle - 4, from, middle + 4, "whisker").Line(to, middle - 4, to, middle + 4, "whisker");
            right = Math.Max(right, to);
        }
        figures.Text(right + 6, middle + 4, Format.Value(value), "strong halo");
    }

    static double GroupHeight(BarGroup group, double label, bool slim) =>
        slim
            ? group.Bars.Count * (BarHeight + 2) + 30
            : Math.Max(group.Bars.Count * (BarHeight + 2) + 10, ChartText.Wrap(group.Label, label - 8).Count * 15 + 8);
}
