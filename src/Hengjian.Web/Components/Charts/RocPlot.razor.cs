using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Charts;

/// <summary>A point of a curve: proportions 0…1, with a band for the sensitivity where known. In order of the false-positive rate.</summary>
public sealed record RocPoint(double FalsePositiveRate, double Sensitivity, double? Low = null, double? High = null);

/// <summary>An operating point; <paramref name="Before"/> names the mark a line joins it with (the same reader alone).</summary>
public sealed record RocMark(string Label, double FalsePositiveRate, double Sensitivity, ChartMark Mark = ChartMark.Disc, RocMark? Before = null);

/// <summary>A receiver operating characteristic with its band, the device's operating point, and readers alone and with AI joined by a line.</summary>
public sealed partial class RocPlot
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Description { get; set; }

    /// <summary>What the curve is, such as the algorithm and version.</summary>
    [Parameter, EditorRequired]
    public string CurveName { get; set; } = "";

    /// <summary>Empty when the device gives no score: only the marks are drawn.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<RocPoint> Curve { get; set; } = [];

    [Parameter]
    public IReadOnlyList<RocMark> Points { get; set; } = [];

    /// <summary>Area under the curve with its interval, in words.</summary>
    [Parameter]
    public string? AreaText { get; set; }

    /// <summary>The part that is drawn: the left upper corner is what matters.</summary>
    [Parameter]
    public double MaxFalsePositiveRate { get; set; } = 1;

    [Parameter]
    public double MinSensitivity { get; set; }

    [Parameter]
    public int Width { get; set; } = 450;

    [Parameter]
    public IReadOnlyList<LegendItem> Legend { get; set; } = [];

    [Parameter]
    public string? Note { get; set; }

    IEnumerable<RocMark> Marked => Points.SelectMany(p => p.Before is { } before ? new[] { before, p } : [p]);

    string Describe() => string.Join("; ", Marked.Select(m => m.Label + " " + Numbers.Percent(m.FalsePositiveRate) + " / " + Numbers.Percent(m.Sensitivity)).Append(AreaText).OfType<string>());

    /// <summary>The curve at every twentieth of the drawn range, for the table.</summary>
    IEnumerable<RocPoint> Sampled() =>
        Curve.Count == 0 ? [] : Enumerable.Range(0, 21).Select(i => MaxFalsePositiveRate * i / 20).Select(x => Curve.Last(p => p.FalsePositiveRate <= x + 1e-12 || p == Curve[0])).Distinct();

    Drawing Draw(int width)
    {
        const double Left = 44;
        var right = width - 12.0;
        var bottom = 14 + (right - Left) * 0.92;
        var across = Scale.Over([], Left, right, 4, 0, MaxFalsePositiveRate);
        var up = Scale.Over([], bottom, 14, 4, MinSensitivity, 1);
        var svg = new Svg();
        foreach (var tick in up.Ticks)
            svg.Line(Left, up[tick], right, up[tick], "gridline").Text(Left - 6, up[tick] + 4, Numbers.Percent(tick, 0), "soft", Anchor.End);
        foreach (var tick in across.Ticks)
            svg.Line(across[tick], 14, across[tick], bottom, "gridline").Text(across[tick], bottom + 17, Numbers.Percent(tick, 0), "soft", Anchor.Middle);
        svg.Text((Left + right) / 2, bottom + 36, L["Roc.FalsePositives"], "soft", Anchor.Middle).Text(Left + 4, 26, L["Roc.Sensitivity"], "soft halo");
        var banded = Curve.Where(p => p.Low is not null && p.High is not null && p.FalsePositiveRate <= MaxFalsePositiveRate).ToList();
        svg.Polygon([.. banded.Select(p => (across[p.FalsePositiveRate], up.Clamped(p.High!.Value))), .. Enumerable.Reverse(banded).Select(p => (across[p.FalsePositiveRate], up.Clamped(p.Low!.Value)))], "band");
        svg.Polyline([.. Curve.Where(p => p.FalsePositiveRate <= MaxFalsePositiveRate).Select(p => (across[p.FalsePositiveRate], up.Clamped(p.Sensitivity)))], "series");
        foreach (var point in Points)
        {
            if (point.Before is { } before)
                svg.Line(across.Clamped(before.FalsePositiveRate), up.Clamped(before.Sensitivity), across.Clamped(point.FalsePositiveRate), up.Clamped(point.Sensitivity), "joined");
        }
        foreach (var mark in Marked)
            svg.Hint(mark.Label, s => Marks.Draw(s, across.Clamped(mark.FalsePositiveRate), up.Clamped(mark.Sensitivity), mark.Mark));
        if (AreaText is not null)
            svg.Text(right - 4, bottom - 10, AreaText, "strong halo", Anchor.End);
        return new Drawing(width, (int)bottom + 44, svg.ToString());
    }
}
