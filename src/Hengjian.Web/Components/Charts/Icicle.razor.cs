using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Charts;

/// <summary>An indicator with its part of the weight of its parent.</summary>
/// <param name="Label">Code and name.</param>
/// <param name="Weight">Share within the parent, 0…1.</param>
/// <param name="Score">0…100, higher is better; null shows <paramref name="StateText"/>.</param>
/// <param name="Low">Lower end of the score; null draws the score alone.</param>
/// <param name="High">Upper end.</param>
/// <param name="Coverage">Share of the weight below it that has evidence, 0…1; the rest is hatched.</param>
/// <param name="Grade">A to E.</param>
/// <param name="StateText">Not applicable, not rated, and why.</param>
/// <param name="Caps">It limited the grade of the whole.</param>
/// <param name="Href">The page behind it.</param>
public sealed record IcicleNode(
    string Label,
    double Weight,
    double? Score,
    double? Low = null,
    double? High = null,
    double Coverage = 1,
    string? Grade = null,
    string? StateText = null,
    bool Caps = false,
    string? Href = null)
{
    public IReadOnlyList<IcicleNode> Children { get; init; } = [];
}

/// <summary>
/// A tree of indicators from left to right in three levels. Leaves carry their score with its interval on a scale of 0 to 100, tinted and lettered by grade; the share without
/// evidence is hatched from the right; what capped the grade is framed. On a phone the leaves stand below the name of their parent.
/// </summary>
public sealed partial class Icicle
{
    const double Leaf = 30;

    static readonly string[] Grades = ["A", "B", "C", "D", "E"];

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Description { get; set; }

    /// <summary>First level, each with two levels below.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<IcicleNode> Roots { get; set; } = [];

    [Parameter]
    public int Width { get; set; } = 1140;

    [Parameter]
    public string? Note { get; set; }

    IReadOnlyList<LegendItem> Keys =>
    [
        .. Grades.Select(g => LegendItem.Field("grade-" + g.ToLowerInvariant(), L["Icicle.GradeOf", g])),
        new(L["Icicle.NoEvidence"], Hatched(new Svg().Rect(1, 1, 22, 10, "hatch"), 1, 1, 22, 10).ToString()),
    ];

    string Describe() => string.Join("; ", Roots.Select(r => r.Label + " " + ScoreText(r)));

    static IEnumerable<(IcicleNode Node, int Depth)> Walk(IEnumerable<IcicleNode> nodes, int depth) =>
        nodes.SelectMany(n => Walk(n.Children, depth + 1).Prepend((n, depth)));

    static int Leaves(IcicleNode node) => node.Children.Count == 0 ? 1 : node.Children.Sum(Leaves);

    string ScoreText(IcicleNode node) => node.Score is not { } score
        ? node.StateText ?? L["Chart.Missing"]
        : Numbers.Format(score, 1) + (node.Low is { } low && node.High is { } high ? " (" + Numbers.Interval(low, high, 0) + ")" : "");

    Drawing Draw(int width) => width <= ChartFigure.NarrowWidth ? DrawList(width) : DrawTree(width);

    Drawing DrawTree(int width)
    {
        double[] columns = [0, width * 0.14, width * 0.31];
        var svg = new Svg();
        var y = 0.0;
        foreach (var root in Roots)
        {
            Inner(svg, root, columns[0], y, columns[1] - columns[0], Leaves(root) * Leaf);
            foreach (var second in root.Children)
            {
                Inner(svg, second, columns[1], y, columns[2] - columns[1], Leaves(second) * Leaf);
                foreach (var leaf in second.Children.Count == 0 ? [second] : second.Children)
                {
                    LeafRow(svg, leaf, columns[2], y, width - columns[2]);
                    y += Leaf;
                }
            }
        }
        return new Drawing(width, (int)Math.Ceiling(y) + 2, svg.ToString());
    }

    void Inner(Svg svg, IcicleNode node, double x, double y, double width, double height)
    {
        svg.Rect(x, y, width - 2, height - 2, Fill(node), 2);
        var lines = ChartText.Wrap(node.Label, width - 20).Take(2).ToList();
        svg.Lines(x + 8, y + height / 2 - 10, lines, "strong");
        var below = y + height / 2 + lines.Count * 7.5 + 6;
        svg.Text(x + 8, below, ScoreText(node) + (node.Grade is null ? "" : " " + node.Grade));
        if (height > 2 * Leaf)
            svg.Text(x + 8, below + 16, L["Icicle.WeightOf", Numbers.Percent(node.Weight, 0)], "soft");
    }

    void LeafRow(Svg svg, IcicleNode node, double x, double y, double width)
    {
        var middle = y + Leaf / 2;
        svg.Rect(x, y, width, Leaf - 2, Fill(node), 2);
        svg.Text(x + 8, middle + 4, node.Label, node.Caps ? "bad" : "");
        var (axis, end) = (x + width * 0.44, x + width - 150);
        svg.Text(axis - 12, middle + 4, Numbers.Percent(node.Weight, 0), "soft", Anchor.End);
        if (node.Score is not { } score)
        {
            svg.Text(axis, middle + 4, node.StateText ?? L["Chart.Missing"], "soft");
            return;
        }
        var gap = (1 - Math.Clamp(node.Coverage, 0, 1)) * (end - axis);
        if (gap > 1)
            Hatched(svg, end - gap, y + 1, gap, Leaf - 4);
        DrawScore(svg, node, score, axis, end, middle);
        svg.Text(x + width - 26, middle + 4, ScoreText(node), node.Caps ? "bad" : "strong", Anchor.End).Text(x + width - 8, middle + 4, node.Grade ?? "", "strong", Anchor.End);
        if (node.Caps)
            svg.Rect(x + 1, y + 1, width - 2, Leaf - 4, "cap-frame", 2);
    }

    Drawing DrawList(int width)
    {
        var svg = new Svg();
        var y = 0.0;
        foreach (var second in Roots.SelectMany(r => r.Children.Prepend(r with { Children = [] })))
        {
            svg.Text(0, y + 18, second.Label, "strong").Text(width, y + 18, ScoreText(second) + " " + second.Grade, "strong", Anchor.End);
            y += 26;
            foreach (var leaf in second.Children)
            {
                svg.Rect(0, y, width, 44, Fill(leaf), 2);
                svg.Text(8, y + 16, leaf.Label, leaf.Caps ? "bad" : "");
                svg.Text(width - 8, y + 16, leaf.Score is null ? "" : ScoreText(leaf) + " " + leaf.Grade, leaf.Caps ? "bad" : "strong", Anchor.End);
                if (leaf.Score is { } score)
                {
                    var gap = (1 - Math.Clamp(leaf.Coverage, 0, 1)) * (width - 20);
                    Hatched(svg, width - 10 - gap, y + 23, gap, 18);
                    DrawScore(svg, leaf, score, 10, width - 10, y + 32);
                }
                else
                {
                    svg.Text(8, y + 35, leaf.StateText ?? L["Chart.Missing"], "soft");
                }
                if (leaf.Caps)
                    svg.Rect(1, y + 1, width - 2, 42, "cap-frame", 2);
                y += 48;
            }
        }
        return new Drawing(width, (int)Math.Ceiling(y) + 2, svg.ToString());
    }

    static void DrawScore(Svg svg, IcicleNode node, double score, double from, double to, double y)
    {
        double At(double value) => from + Math.Clamp(value, 0, 100) / 100 * (to - from);
        var mark = node.Caps ? ChartMark.Diamond : ChartMark.Disc;
        svg.Line(from, y, to, y, "score-line");
        if (node.Low is { } low && node.High is { } high)
            svg.Line(At(low), y, At(high), y, Marks.IntervalCss(mark));
        Marks.Draw(svg, At(score), y, mark);
    }

    static Svg Hatched(Svg svg, double x, double y, double width, double height)
    {
        for (var at = x; at + height < x + width; at += 7)
            svg.Line(at, y + height, at + height, y, "hatch-line");
        return svg;
    }

    static string Fill(IcicleNode node) => node.Score is null || node.Grade is null ? "grade-none" : "grade-" + node.Grade.ToLowerInvariant();
}
