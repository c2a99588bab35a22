using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Charts;

/// <summary>A point of a series.</summary>
/// <param name="Value">Null breaks the line and hatches the place: no data is not zero.</param>
/// <param name="Low">Lower end of the interval; null draws none.</param>
/// <param name="High">Upper end.</param>
/// <param name="Mark">Diamond out of limits, Triangle warning, Few too small a sample.</param>
/// <param name="Count">Numerator and denominator.</param>
/// <param name="Note">Written at the point, such as its value when out of limits, or why there is none.</param>
public sealed record LinePoint(double? Value, double? Low = null, double? High = null, ChartMark Mark = ChartMark.Disc, string? Count = null, string? Note = null);

/// <summary>Points in the order of the chart's labels. <paramref name="Look"/> adds to the class <c>series</c>: empty, <c>s2</c> or <c>s3</c>.</summary>
public sealed record LineSeries(string Name, IReadOnlyList<LinePoint> Points, string Look = "");

/// <summary>What a limit is.</summary>
public enum LimitKind
{
    /// <summary>Upper or lower control limit.</summary>
    Limit,

    /// <summary>Centre line.</summary>
    Centre,

    /// <summary>Target or claim.</summary>
    Target,
}

/// <summary>A limit for each label (it may follow the sample size); null where there is none.</summary>
public sealed record LineLimit(string Name, IReadOnlyList<double?> Values, LimitKind Kind = LimitKind.Limit);

/// <summary>Something that changed before the label at <paramref name="Index"/>, such as a version; lines break there.</summary>
public sealed record LineChange(int Index, string Text);

/// <summary>
/// Values over time with their intervals, control limits that follow the sample size, and the places where there is no data or a version changed.
/// </summary>
public sealed partial class LineChart
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Description { get; set; }

    /// <summary>Names of the periods, such as 2026-08.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>Heading of the periods in the data table.</summary>
    [Parameter, EditorRequired]
    public string LabelHead { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<LineSeries> Series { get; set; } = [];

    [Parameter]
    public IReadOnlyList<LineLimit> Limits { get; set; } = [];

    [Parameter]
    public IReadOnlyList<LineChange> Changes { get; set; } = [];

    [Parameter]
    public ChartFormat Format { get; set; } = ChartFormat.Percent;

    [Parameter]
    public string CountHead { get; set; } = "n";

    [Parameter]
    public double? Min { get; set; }

    [Parameter]
    public double? Max { get; set; }

    [Parameter]
    public int Width { get; set; } = 1140;

    /// <summary>Height of the plot without its labels.</summary>
    [Parameter]
    public int Height { get; set; } = 220;

    [Parameter]
    public IReadOnlyList<LegendItem> Legend { get; set; } = [];

    [Parameter]
    public string? Note { get; set; }

    string Describe()
    {
        var series = Series.Select(s =>
        {
            var known = s.Points.Where(p => p.Value is not null).ToList();
            return known.Count == 0
                ? s.Name + ": " + L["Chart.Missing"]
                : L["Chart.LineText", s.Name, Labels[0], Labels[^1], Format.Value(known.Min(p => p.Value)), Format.Value(known.Max(p => p.Value)), Format.Value(known[^1].Value), known.Count(p => p.Mark == ChartMark.Diamond)].Value;
        });
        return string.Join(" ", series.Concat(Changes.Select(c => Labels[c.Index] + " " + c.Text)));
    }

    string Remark(int index) => string.Join("; ", new[]
    {
        Changes.FirstOrDefault(c => c.Index == index)?.Text,
        Series.Any(s => s.Points[index].Mark == ChartMark.Diamond) ? L["Chart.Out"].Value : null,
        Series.Any(s => s.Points[index].Mark == ChartMark.Triangle) ? L["Chart.Warned"].Value : null,
        Series.Any(s => s.Points[index].Mark == ChartMark.Few) ? L["Chart.Few"].Value : null,
    }.OfType<string>());

    static bool HasInterval(LineSeries series) => series.Points.Any(p => p.Low is not null);

    static bool HasCount(LineSeries series) => series.Points.Any(p => p.Count is not null);

    Drawing Draw(int width)
    {
        var slim = width <= ChartFigure.NarrowWidth;
        var values = Series.SelectMany(s => s.Points).SelectMany(p => new[] { p.Value, p.Low, p.High }).Concat(Limits.SelectMany(l => l.Values));
        var top = Changes.Count > 0 ? 30.0 : 14.0;
        var bottom = top + Height;
        var scale = Scale.Over(values, bottom, top, 5, Min, Max);
        var left = scale.Ticks.Select(t => ChartText.Width(Format.Tick(t, scale))).Max() + 8;
        var right = slim ? 8 : Limits.Select(l => ChartText.Width(LimitText(l))).DefaultIfEmpty(0).Max() + 14;
        var across = new Across(left, width - right, Labels.Count);
        var svg = new Svg();
        DrawGaps(svg, across, top, bottom);
        foreach (var tick in scale.Ticks)
            svg.Line(left, scale[tick], width - right, scale[tick], "gridline").Text(left - 6, scale[tick] + 4, Format.Tick(tick, scale), "soft", Anchor.End);
        DrawLabels(svg, across, bottom);
        foreach (var change in Changes)
            DrawChange(svg, change, across, bottom);
        foreach (var limit in Limits)
            DrawLimit(svg, limit, across, scale, slim);
        foreach (var series in Series)
            DrawSeries(svg, series, across, scale);
        return new Drawing(width, (int)bottom + 24, svg.ToString());
    }

    void DrawLabels(Svg svg, Across across, double bottom)
    {
        var widest = Labels.Select(l => ChartText.Width(l)).DefaultIfEmpty(0).Max() + 14;
        var every = Math.Max(1, (int)Math.Ceiling(widest / across.Step));
        for (var i = 0; i < Labels.Count; i += every)
            svg.Text(across.Middle(i), bottom + 18, Labels[i], "soft", Anchor.Middle);
    }

    // A place is empty when no series has a value there.
    void DrawGaps(Svg svg, Across across, double top, double bottom)
    {
        for (var i = 0; i < Labels.Count; i++)
        {
            if (Series.Count == 0 || Series.Any(s => s.Points[i].Value is not null))
                continue;
            svg.Rect(across.Start(i), top, across.Step, bottom - top, "hatch");
            for (var y = bottom; y > top + across.Step; y -= 8)
                svg.Line(across.Start(i), y, across.Start(i) + across.Step, y - across.Step, "hatch-line");
        }
    }

    static void DrawChange(Svg svg, LineChange change, Across across, double bottom)
    {
        var x = across.Start(change.Index);
        var left = x + ChartText.Width(change.Text) > across.To;
        svg.Line(x, 6, x, bottom, "change").Text(left ? x - 5 : x + 5, 16, change.Text, "run-text halo", left ? Anchor.End : Anchor.Start);
    }

    void DrawLimit(Svg svg, LineLimit limit, Across across, Scale scale, bool slim)
    {
        var css = limit.Kind switch { LimitKind.Centre => "centre", LimitKind.Target => "target", _ => "limit" };
        foreach (var run in Runs(limit.Values.Count, i => limit.Values[i] is not null))
        {
            var steps = new List<(double X, double Y)>();
            foreach (var i in run)
            {
                var y = scale.Clamped(limit.Values[i]!.Value);
                steps.Add((across.Start(i), y));
                steps.Add((across.Start(i) + across.Step, y));
            }
            svg.Polyline(steps, css);
        }
        if (!slim && limit.Values.LastOrDefault(v => v is not null) is { } last)
            svg.Text(across.To + 6, scale.Clamped(last) + 4, LimitText(limit), limit.Kind == LimitKind.Limit ? "bad" : "soft");
    }

    void DrawSeries(Svg svg, LineSeries series, Across across, Scale scale)
    {
        foreach (var run in Runs(series.Points.Count, i => series.Points[i].Value is not null))
            svg.Polyline([.. run.Select(i => (across.Middle(i), scale.Clamped(series.Points[i].Value!.Value)))], ("series " + series.Look).TrimEnd());
        for (var i = 0; i < series.Points.Count; i++)
        {
            var point = series.Points[i];
            if (point.Value is not { } value)
                continue;
            var x = across.Middle(i);
            if (point.Low is { } low && point.High is { } high)
                svg.Line(x, scale.Clamped(low), x, scale.Clamped(high), Marks.IntervalCss(point.Mark) + " thin");
            var hint = Labels[i] + " " + Format.Estimate(value, point.Low, point.High) + " " + point.Count;
            if (point.Mark != ChartMark.Disc || series.Look.Length == 0)
                svg.Hint(hint.TrimEnd(), s => Marks.Draw(s, x, scale.Clamped(value), point.Mark));
            if (point.Note is { } note)
                svg.Text(x - 8, scale.Clamped(value) - 7, note, (point.Mark == ChartMark.Diamond ? "bad" : "soft") + " halo", Anchor.End);
        }
    }

    /// <summary>Places without a break: neither a missing value nor a change between them.</summary>
    IEnumerable<List<int>> Runs(int count, Func<int, bool> present)
    {
        var run = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (run.Count > 0 && (!present(i) || Changes.Any(c => c.Index == i)))
            {
                yield return run;
                run = [];
            }
            if (present(i))
                run.Add(i);
        }
        if (run.Count > 0)
            yield return run;
    }

    string LimitText(LineLimit limit) => limit.Name + " " + Format.Value(limit.Values.LastOrDefault(v => v is not null));

    /// <summary>Equal places from left to right.</summary>
    sealed record Across(double From, double To, int Count)
    {
        public double Step => (To - From) / Math.Max(Count, 1);

        public double Start(int index) => From + index * Step;

        public double Middle(int index) => Start(index) + Step / 2;
    }
}
