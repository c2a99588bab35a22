using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Charts;

/// <summary>What moved the value, and by how much; <paramref name="Alert"/> makes it stand out.</summary>
public sealed record WaterfallStep(string Label, double Change, bool Alert = false);

/// <summary>How a value came about from another, step by step, such as where a score was lost. The axis may begin above zero: the bars show changes, not sizes.</summary>
public sealed partial class Waterfall
{
    const double Tall = 26;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Description { get; set; }

    [Parameter, EditorRequired]
    public string StartLabel { get; set; } = "";

    [Parameter, EditorRequired]
    public double Start { get; set; }

    [Parameter, EditorRequired]
    public string EndLabel { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<WaterfallStep> Steps { get; set; } = [];

    [Parameter]
    public ChartFormat Format { get; set; } = new(2);

    [Parameter]
    public double? Min { get; set; }

    [Parameter]
    public double? Max { get; set; }

    [Parameter]
    public int Width { get; set; } = 530;

    [Parameter]
    public string? Note { get; set; }

    double End => Start + Steps.Sum(s => s.Change);

    string Describe() => StartLabel + " " + Format.Value(Start) + "; "
        + string.Join("; ", Steps.Select(s => s.Label + " " + Numbers.Signed(s.Change, Format.Decimals))) + "; " + EndLabel + " " + Format.Value(End);

    IEnumerable<(WaterfallStep Step, double After)> Walk()
    {
        var value = Start;
        foreach (var step in Steps)
        {
            value += step.Change;
            yield return (step, value);
        }
    }

    Drawing Draw(int width)
    {
        var walk = Walk().ToList();
        var slim = width <= ChartFigure.NarrowWidth;
        var labels = walk.Select(w => w.Step.Label).Append(StartLabel).Append(EndLabel).ToList();
        var label = Math.Min(labels.Max(l => ChartText.Width(l)) + 12, width * (slim ? 0.36 : 0.32));
        var figure = walk.Select(w => ChartText.Width(Numbers.Signed(w.Step.Change, Format.Decimals))).Append(ChartText.Width(Format.Value(End))).Max() + 10;
        var scale = Scale.Over(walk.Select(w => (double?)w.After).Append(Start), label + 6, width - figure, slim ? 3 : 4, Min, Max);
        var svg = new Svg();
        var heights = labels.Select(l => Math.Max(Tall, ChartText.Wrap(l, label - 8).Count * 15 + 8)).ToList();
        var bottom = 24 + heights.Sum();
        foreach (var tick in scale.Ticks)
            svg.Line(scale[tick], 20, scale[tick], bottom, "gridline").Text(scale[tick], 14, Format.Tick(tick, scale), "soft", Anchor.Middle);
        var y = 24.0;
        Row(svg, StartLabel, label, scale, scale.Low, Start, y, heights[^2], "fill-6", Format.Value(Start), "soft");
        y += heights[^2];
        var before = Start;
        for (var i = 0; i < walk.Count; i++)
        {
            var (step, after) = walk[i];
            svg.Line(scale.Clamped(before), y - 5, scale.Clamped(before), y + 5, "rule");
            Row(svg, step.Label, label, scale, before, after, y, heights[i], step.Alert ? "fill-bad" : "fill-4", Numbers.Signed(step.Change, Format.Decimals), step.Alert ? "bad" : "soft");
            before = after;
            y += heights[i];
        }
        Row(svg, EndLabel, label, scale, scale.Low, End, y, heights[^1], "fill-1", Format.Value(End), "strong");
        return new Drawing(width, (int)bottom + 6, svg.ToString());
    }

    static void Row(Svg svg, string text, double label, Scale scale, double from, double to, double y, double height, string fill, string figure, string css)
    {
        var middle = y + height / 2;
        var (left, right) = (Math.Min(scale.Clamped(from), scale.Clamped(to)), Math.Max(scale.Clamped(from), scale.Clamped(to)));
        svg.Lines(0, middle, ChartText.Wrap(text, label - 8), css == "soft" ? "" : css);
        svg.Rect(left, middle - 8, Math.Max(right - left, 1), 16, fill);
        svg.Text(right + 6, middle + 4, figure, css + " halo");
    }
}
