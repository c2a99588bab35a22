namespace Hengjian.Web.Components.Charts;

/// <summary>The one vocabulary of marks in every chart.</summary>
public enum ChartMark
{
    /// <summary>Filled disc: this object, or with AI.</summary>
    Disc,

    /// <summary>Hollow disc: for comparison, or alone.</summary>
    Hollow,

    /// <summary>Square: the AI itself.</summary>
    Square,

    /// <summary>Red diamond: out of limits.</summary>
    Diamond,

    /// <summary>Amber triangle: a warning.</summary>
    Triangle,

    /// <summary>Small hollow disc: too few to judge.</summary>
    Few,
}

/// <summary>An entry of a legend: a finished mark on a field of 24 × 12 and its word.</summary>
public sealed record LegendItem(string Text, string Drawing)
{
    public static LegendItem Point(ChartMark mark, string text)
    {
        var svg = new Svg();
        if (mark is not ChartMark.Few)
            svg.Line(1, 6, 23, 6, Marks.IntervalCss(mark));
        return new LegendItem(text, Marks.Draw(svg, 12, 6, mark).ToString());
    }

    /// <summary>A line by its class: <c>series</c>, <c>limit</c>, <c>centre</c>, <c>target</c>, <c>change</c>.</summary>
    public static LegendItem Line(string css, string text) => new(text, new Svg().Line(1, 6, 23, 6, css).ToString());

    /// <summary>A filled field by its class: <c>fill-1</c> … <c>fill-6</c>, <c>hatch</c>.</summary>
    public static LegendItem Field(string css, string text) => new(text, new Svg().Rect(5, 1, 14, 10, css, 2).ToString());
}

internal static class Marks
{
    public static Svg Draw(Svg svg, double x, double y, ChartMark mark) => mark switch
    {
        ChartMark.Disc => svg.Circle(x, y, 4.5, "pt"),
        ChartMark.Hollow => svg.Circle(x, y, 4.5, "pt hollow"),
        ChartMark.Square => svg.Square(x, y, 4.2, "pt ai"),
        ChartMark.Diamond => svg.Diamond(x, y, 6, "pt out"),
        ChartMark.Triangle => svg.Triangle(x, y, 5.5, "pt warn"),
        _ => svg.Circle(x, y, 3, "pt few"),
    };

    public static string IntervalCss(ChartMark mark) => mark switch
    {
        ChartMark.Hollow => "ci hollow",
        ChartMark.Square => "ci ai",
        ChartMark.Diamond => "ci out",
        ChartMark.Triangle => "ci warn",
        ChartMark.Few => "ci few",
        _ => "ci",
    };
}
