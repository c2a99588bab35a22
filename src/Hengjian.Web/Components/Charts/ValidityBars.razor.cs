using System.Globalization;
using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Charts;

/// <summary>What a span of time was.</summary>
public enum SpanKind
{
    /// <summary>In force; counts.</summary>
    Valid,

    /// <summary>True, but elsewhere or of another kind.</summary>
    Other,

    /// <summary>Missing, suspended, not met.</summary>
    Gap,

    /// <summary>At risk, or awaiting a decision.</summary>
    Risk,
}

/// <summary>A span from its first to its last day; without an end it goes on.</summary>
public sealed record ValiditySpan(DateOnly From, DateOnly? To, SpanKind Kind = SpanKind.Valid, string? Text = null);

/// <summary>Spans of one fact, and how it stands as of the chosen day.</summary>
public sealed record ValidityRow(string Label, IReadOnlyList<ValiditySpan> Spans, string Result, Tone Tone = Tone.None);

/// <summary>Facts over time: what was valid when, where it was missing, and how it stands on a day that a line marks.</summary>
public sealed partial class ValidityBars
{
    const double Tall = 34;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Description { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<ValidityRow> Rows { get; set; } = [];

    [Parameter, EditorRequired]
    public DateOnly From { get; set; }

    /// <summary>The last day drawn; spans without an end reach it.</summary>
    [Parameter, EditorRequired]
    public DateOnly To { get; set; }

    /// <summary>The day the results hold for.</summary>
    [Parameter]
    public DateOnly? AsOf { get; set; }

    [Parameter]
    public int Width { get; set; } = 1140;

    [Parameter]
    public string? Note { get; set; }

    IReadOnlyList<LegendItem> Legend => [.. Rows.SelectMany(r => r.Spans).Select(s => s.Kind).Distinct().Order().Select(k => LegendItem.Field(Css(k), L["Span." + k]))];

    string Describe() => string.Join("; ", Rows.Select(r => r.Label + " " + r.Result));

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Css(SpanKind kind) => kind switch
    {
        SpanKind.Other => "span-other",
        SpanKind.Gap => "span-gap",
        SpanKind.Risk => "span-risk",
        _ => "span-valid",
    };

    Drawing Draw(int width)
    {
        var slim = width <= ChartFigure.NarrowWidth;
        var label = slim ? 0 : Math.Min(Rows.Select(r => ChartText.Width(r.Label)).DefaultIfEmpty(0).Max() + 16, width * 0.25);
        var result = slim ? 0 : Rows.Select(r => ChartText.Width(r.Result)).DefaultIfEmpty(0).Max() + 24;
        var days = (double)Math.Max(To.DayNumber - From.DayNumber, 1);
        var (left, right) = (label + 4, width - result - 4);
        double At(DateOnly day) => left + (Math.Clamp(day.DayNumber, From.DayNumber, To.DayNumber) - From.DayNumber) / days * (right - left);
        var row = slim ? Tall + 20 : Tall;
        var bottom = 24 + Rows.Count * row;
        var svg = new Svg();
        foreach (var (day, text) in Ticks(right - left))
            svg.Line(At(day), 20, At(day), bottom, "gridline").Text(At(day), 13, text, "soft", Anchor.Middle);
        for (var i = 0; i < Rows.Count; i++)
        {
            var top = 24 + i * row;
            var middle = top + (slim ? 36 : Tall / 2);
            svg.Line(0, top, width, top, "rule");
            if (slim)
                svg.Text(0, top + 18, Rows[i].Label, "halo").Text(width, top + 18, Rows[i].Result, ToneCss(Rows[i].Tone) + " halo", Anchor.End);
            else
                svg.Lines(0, middle, ChartText.Wrap(Rows[i].Label, label - 8)).Text(width, middle + 4, Rows[i].Result, ToneCss(Rows[i].Tone), Anchor.End);
            foreach (var span in Rows[i].Spans)
                DrawSpan(svg, span, At(span.From), At((span.To ?? To).AddDays(1)), middle);
            if (AsOf is { } chosen && chosen >= From && chosen <= To)
                svg.Line(At(chosen), slim ? middle - 11 : top, At(chosen), slim ? middle + 11 : top + row, "upright");
        }
        return new Drawing(width, (int)bottom + 6, svg.ToString());
    }

    static void DrawSpan(Svg svg, ValiditySpan span, double x1, double x2, double y)
    {
        if (x2 - x1 < 1)
            x2 = x1 + 1;
        svg.Rect(x1, y - 7, x2 - x1, 14, Css(span.Kind), 2);
        if (span.Kind == SpanKind.Gap)
        {
            for (var x = x1 + 3; x + 8 < x2; x += 7)
                svg.Line(x, y + 6, x + 8, y - 6, "span-stroke");
        }
        if (span.Text is { } text && ChartText.Width(text) + 10 < x2 - x1)
            svg.Text((x1 + x2) / 2, y + 4, text, span.Kind == SpanKind.Valid ? "on-dark" : span.Kind == SpanKind.Gap ? "halo" : "", Anchor.Middle);
    }

    /// <summary>First days of months, quarters or years, as many as fit.</summary>
    IEnumerable<(DateOnly Day, string Text)> Ticks(double width)
    {
        var months = (To.Year - From.Year) * 12 + To.Month - From.Month + 1;
        var fits = Math.Max(2, (int)(width / 70));
        var step = new[] { 1, 2, 3, 6, 12, 24, 60, 120 }.FirstOrDefault(s => months / s <= fits, 240);
        for (var day = new DateOnly(From.Year, 1, 1); day <= To; day = day.AddMonths(step))
        {
            if (day >= From)
                yield return (day, day.ToString(step >= 12 ? "yyyy" : "yyyy-MM", CultureInfo.InvariantCulture));
        }
    }

    static string ToneCss(Tone tone) => tone switch
    {
        Tone.Bad => "bad",
        Tone.Warn => "warn-text",
        Tone.Ok => "ok-text",
        Tone.Run => "run-text",
        _ => "soft",
    };
}
