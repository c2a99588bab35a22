using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hengjian.Web.Components.Charts;

namespace Hengjian.Tests.Design;

public sealed partial class ChartTests
{
    private static readonly ForestRow Known = new("Sensitivity", 0.924, 0.901, 0.942, "621 / 672");
    private static readonly ForestRow Unknown = new("Mobile CT", null, null, null, "9", MissingText: "too few (9 / 50)");

    [Fact]
    public void Chart_OfAnyKind_IsAnImageWithTitleDescriptionAndTable()
    {
        foreach (var html in Every())
        {
            foreach (var svg in Drawings(html))
            {
                svg.Attribute("role")!.Value.ShouldBe("img");
                var ids = svg.Attribute("aria-labelledby")!.Value.Split(' ');
                ids.Select(id => svg.Descendants().Single(e => e.Attribute("id")?.Value == id).Value).ShouldAllBe(t => t.Length > 0);
            }

            html.ShouldContain("<details");
            html.ShouldContain("<caption");
        }
    }

    [Fact]
    public void Chart_OfAnyKind_IsDrawnForDeskAndForPhone() =>
        Every().ShouldAllBe(h => Drawings(h).Count() == 2 && Drawings(h).Last().Attribute("viewBox")!.Value.StartsWith("0 0 342 ", StringComparison.Ordinal));

    [Fact]
    public void Chart_DrawnTwice_HasNoIdTwice()
    {
        foreach (var html in Every())
        {
            var ids = Id().Matches(html).Select(m => m.Value).ToList();
            ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Count);
        }
    }

    [Fact]
    public void Chart_RenderedAgain_IsTheSame() => Every().ShouldBe(Every());

    [Fact]
    public void ForestPlot_RowWithoutEstimate_SaysWhyAndDrawsNoPoint()
    {
        var html = Forest(new ForestGroup(null, [Unknown]));
        Drawings(html).ShouldAllBe(s => s.Value.Contains("too few (9 / 50)", StringComparison.Ordinal));
        html.ShouldNotContain("<circle");
    }

    [Fact]
    public void ForestPlot_Estimate_StandsInTheTableWithItsInterval()
    {
        var html = Forest(new ForestGroup("Reading", [Known], 0.9, "Claim 90%"));
        html.ShouldContain("92.4%");
        html.ShouldContain("90.1%");
        html.ShouldContain("94.2%");
        html.ShouldContain("621 / 672");
        html.ShouldContain("Claim 90%");
    }

    [Fact]
    public void ForestPlot_IntervalBeyondTheScale_EndsInAnArrow()
    {
        var inside = Forest(new ForestGroup(null, [Known]), min: 0.8);
        var beyond = Forest(new ForestGroup(null, [Known with { Low = 0.5 }]), min: 0.8);
        Arrow().Count(inside).ShouldBe(0);
        Arrow().Count(beyond).ShouldBe(2);
    }

    [Fact]
    public void ForestPlot_LabelWithMarkup_IsEscaped() =>
        Forest(new ForestGroup(null, [Known with { Label = "<script>x</script>" }])).ShouldNotContain("<script>");

    [Fact]
    public void LineChart_MissingValue_BreaksTheLine()
    {
        Lines([0.1, 0.2, 0.3, 0.2]).ShouldBe(1);
        Lines([0.1, 0.2, null, 0.3, 0.2]).ShouldBe(2);
    }

    [Fact]
    public void LineChart_ChangeOfVersion_BreaksTheLine() => Lines([0.1, 0.2, 0.3, 0.2], new LineChange(2, "3.2.1")).ShouldBe(2);

    [Fact]
    public void LineChart_MissingValue_IsNotZeroInTheTable()
    {
        var html = Line([0.1, null]);
        html.ShouldContain("No data");
        html.ShouldNotContain("<td class=\"num\">0.0%</td>");
    }

    [Fact]
    public void BarChart_ValueOfZero_IsWritten()
    {
        var html = ComponentHost.Render<BarChart>(new()
        {
            ["Title"] = "T", ["Series"] = new[] { "A" }, ["ValueHead"] = "V", ["Groups"] = new[] { new BarGroup("g", [new Bar(0)]), new BarGroup("h", [new Bar(null)]) },
        });
        Drawings(html).First().Value.ShouldContain("0.0%");
        Drawings(html).First().Value.ShouldContain("No data");
    }

    [Fact]
    public void StackedBar_Parts_FillTheWholeWidth()
    {
        var html = ComponentHost.Render<StackedBar>(new() { ["Title"] = "T", ["Parts"] = new[] { "A", "B" }, ["Rows"] = new[] { new StackRow("r", [1, 3]) }, ["Width"] = 400 });
        var widths = Drawings(html).First().Descendants().Where(e => e.Name.LocalName == "rect").Select(e => double.Parse(e.Attribute("width")!.Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        widths.ShouldBe([98, 298]);
        html.ShouldContain("3 (75.0%)");
    }

    [Fact]
    public void StackedBar_WithoutAnything_SaysSo() =>
        ComponentHost.Render<StackedBar>(new() { ["Title"] = "T", ["Parts"] = new[] { "A" }, ["Rows"] = new[] { new StackRow("r", [0], "not counted") } }).ShouldContain("not counted");

    [Fact]
    public void RocPlot_WithoutScores_DrawsTheMarksAlone()
    {
        var html = ComponentHost.Render<RocPlot>(new() { ["Title"] = "Curve", ["CurveName"] = "Device", ["Curve"] = Array.Empty<RocPoint>(), ["Points"] = new[] { new RocMark("AI", 0.1, 0.9, ChartMark.Square) } });
        html.ShouldNotContain("class=\"series\"");
        html.ShouldContain("class=\"pt ai\"");
        html.ShouldContain("90.0%");
    }

    [Fact]
    public void Waterfall_End_IsTheStartWithItsSteps() => Every()[6].ShouldContain("<td class=\"num\">92.46</td>");

    [Fact]
    public void ValidityBars_SpanWithoutEnd_ReachesTheLastDay()
    {
        var rect = Drawings(Validity(new ValiditySpan(new(2018, 11, 1), null))).First().Descendants().Single(e => e.Attribute("class")?.Value == "span-valid");
        var ended = Drawings(Validity(new ValiditySpan(new(2018, 11, 1), new(2027, 6, 30)))).First().Descendants().Single(e => e.Attribute("class")?.Value == "span-valid");
        rect.Attribute("width")!.Value.ShouldBe(ended.Attribute("width")!.Value);
    }

    [Fact]
    public void Icicle_LeafWithoutScore_SaysWhyAndHasNoGrade()
    {
        var html = Tree(new IcicleNode("A1.2", 1, null, StateText: "not rated", Grade: "A"));
        Drawings(html).ShouldAllBe(s => s.Value.Contains("not rated", StringComparison.Ordinal));
        html.ShouldContain("grade-none");
    }

    private static int Lines(double?[] values, params LineChange[] changes) => SeriesPath().Count(Line(values, changes)) / 2;

    private static string Line(double?[] values, params LineChange[] changes) => ComponentHost.Render<LineChart>(new()
    {
        ["Title"] = "Trend",
        ["LabelHead"] = "Month",
        ["Labels"] = values.Select((_, i) => $"M{i}").ToList(),
        ["Series"] = new[] { new LineSeries("Rate", [.. values.Select(v => new LinePoint(v))]) },
        ["Limits"] = new[] { new LineLimit("UCL", [.. values.Select(_ => (double?)0.35)]) },
        ["Changes"] = changes,
    });

    private static string Forest(ForestGroup group, double? min = null) =>
        ComponentHost.Render<ForestPlot>(new() { ["Title"] = "Forest", ["Groups"] = new[] { group }, ["PointHead"] = "Estimate", ["Min"] = min, ["Max"] = min is null ? null : 1.0 });

    private static List<string> Every() =>
    [
        Forest(new ForestGroup("Reading", [Known, Unknown], 0.9, "Claim 90%")),
        Line([0.1, null, 0.2, 0.17]),
        ComponentHost.Render<BarChart>(new() { ["Title"] = "Bars", ["Series"] = new[] { "A", "B" }, ["ValueHead"] = "V", ["Groups"] = new[] { new BarGroup("g", [new Bar(0.4, 0.3, 0.5), new Bar(null)]) } }),
        ComponentHost.Render<StackedBar>(new() { ["Title"] = "Parts", ["Parts"] = new[] { "A", "B" }, ["Rows"] = new[] { new StackRow("r", [1, 3]), new StackRow("s", [0, 0]) } }),
        ComponentHost.Render<BoxStrip>(new() { ["Title"] = "Times", ["Rows"] = new[] { new BoxRow("r", 1, 2, 3, 4, 9, 7), new BoxRow("s", null, null, null, null, null) } }),
        Validity(new ValiditySpan(new(2018, 11, 1), null), new ValiditySpan(new(2018, 1, 1), new(2018, 10, 31), SpanKind.Gap)),
        ComponentHost.Render<Waterfall>(new() { ["Title"] = "Loss", ["StartLabel"] = "Full", ["Start"] = 100.0, ["EndLabel"] = "Score", ["Steps"] = new[] { new WaterfallStep("a", -5.63, true), new WaterfallStep("b", -1.91) } }),
        ComponentHost.Render<RocPlot>(new()
        {
            ["Title"] = "Curve", ["CurveName"] = "Device", ["Curve"] = new[] { new RocPoint(0, 0.5, 0.4, 0.6), new RocPoint(0.1, 0.9, 0.8, 0.95), new RocPoint(1, 1, 1, 1) },
            ["Points"] = new[] { new RocMark("Reader", 0.05, 0.95, Before: new RocMark("Reader", 0.06, 0.9, ChartMark.Hollow)) }, ["AreaText"] = "AUC 0.97",
        }),
        Tree(new IcicleNode("A1.1", 0.5, 94, 90, 97, 0.8, "A"), new IcicleNode("A1.2", 0.5, null, StateText: "not rated")),
    ];

    private static string Validity(params ValiditySpan[] spans) => ComponentHost.Render<ValidityBars>(new()
    {
        ["Title"] = "Facts", ["From"] = new DateOnly(2010, 1, 1), ["To"] = new DateOnly(2027, 6, 30), ["AsOf"] = new DateOnly(2026, 11, 23),
        ["Rows"] = new[] { new ValidityRow("Licence", spans, "valid") },
    });

    private static string Tree(params IcicleNode[] leaves) => ComponentHost.Render<Icicle>(new()
    {
        ["Title"] = "Scores",
        ["Roots"] = new[] { new IcicleNode("A", 1, 80, Grade: "B") { Children = [new IcicleNode("A1", 1, 80, Grade: "B") { Children = leaves }] } },
    });

    private static IEnumerable<XElement> Drawings(string html) => Plot().Matches(html).Select(m => XElement.Parse(m.Value));

    [GeneratedRegex("<svg class=\"plot.*?</svg>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plot();

    [GeneratedRegex(" id=\"[^\"]+\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("class=\"series\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SeriesPath();

    [GeneratedRegex("class=\"ci\" d=\"M[^L\"]+L[^L\"]+L[^L\"]+\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Arrow();
}
