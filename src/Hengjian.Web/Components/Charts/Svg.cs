using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Hengjian.Web.Components.Charts;

/// <summary>Where a text hangs on its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>Writes the elements of a drawing: coordinates rounded to a tenth of a pixel, texts escaped, looks given by classes of the style sheet.</summary>
internal sealed class Svg
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    readonly StringBuilder _out = new();

    public override string ToString() => _out.ToString();

    public Svg Line(double x1, double y1, double x2, double y2, string css) =>
        Add($"<path class=\"{css}\" d=\"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}\"/>");

    public Svg Rect(double x, double y, double width, double height, string css, double radius = 0) =>
        width <= 0 || height <= 0
            ? this
            : Add($"<rect class=\"{css}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"{(radius > 0 ? $" rx=\"{N(radius)}\"" : "")}/>");

    public Svg Circle(double x, double y, double radius, string css) =>
        Add($"<circle class=\"{css}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"/>");

    /// <summary>A square standing on a corner.</summary>
    public Svg Diamond(double x, double y, double half, string css) =>
        Add($"<path class=\"{css}\" d=\"M{N(x)} {N(y - half)}L{N(x + half)} {N(y)}L{N(x)} {N(y + half)}L{N(x - half)} {N(y)}z\"/>");

    /// <summary>A triangle standing on its base, centred on the point.</summary>
    public Svg Triangle(double x, double y, double half, string css) =>
        Add($"<path class=\"{css}\" d=\"M{N(x)} {N(y - half)}L{N(x + half)} {N(y + half * 0.8)}L{N(x - half)} {N(y + half * 0.8)}z\"/>");

    public Svg Square(double x, double y, double half, string css) => Rect(x - half, y - half, 2 * half, 2 * half, css);

    /// <summary>A line through points; nothing for fewer than two.</summary>
    public Svg Polyline(IReadOnlyList<(double X, double Y)> points, string css)
    {
        if (points.Count < 2)
            return this;
        _out.Append("<path class=\"").Append(css).Append("\" d=\"");
        for (var i = 0; i < points.Count; i++)
            _out.Append(i == 0 ? 'M' : 'L').Append(N(points[i].X)).Append(' ').Append(N(points[i].Y));
        _out.Append("\"/>");
        return this;
    }

    public Svg Text(double x, double y, string text, string css = "", Anchor anchor = Anchor.Start)
    {
        _out.Append("<text x=\"").Append(N(x)).Append("\" y=\"").Append(N(y)).Append('"');
        if (css.Length > 0)
            _out.Append(" class=\"").Append(css).Append('"');
        if (anchor != Anchor.Start)
            _out.Append(anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        _out.Append('>').Append(Encoder.Encode(text)).Append("</text>");
        return this;
    }

    /// <summary>Marks with a text that a browser shows when the pointer rests on them.</summary>
    public Svg Hint(string text, Action<Svg> draw)
    {
        _out.Append("<g><title>").Append(Encoder.Encode(text)).Append("</title>");
        draw(this);
        _out.Append("</g>");
        return this;
    }

    /// <summary>A closed field through points.</summary>
    public Svg Polygon(IReadOnlyList<(double X, double Y)> points, string css)
    {
        if (points.Count < 3)
            return this;
        _out.Append("<path class=\"").Append(css).Append("\" d=\"M").Append(string.Join('L', points.Select(p => N(p.X) + " " + N(p.Y)))).Append("z\"/>");
        return this;
    }

    /// <summary>Lines of a text centred on <paramref name="y"/>, 15 pixels apart.</summary>
    public Svg Lines(double x, double y, IReadOnlyList<string> lines, string css = "", Anchor anchor = Anchor.Start)
    {
        var first = y + 4 - (lines.Count - 1) * 7.5;
        for (var i = 0; i < lines.Count; i++)
            Text(x, first + i * 15, lines[i], css, anchor);
        return this;
    }

    Svg Add(string element)
    {
        _out.Append(element);
        return this;
    }

    static string N(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>A drawing of a given size in pixels; the body is finished SVG.</summary>
public sealed record Drawing(int Width, int Height, string Body);

/// <summary>The room that texts of 12 pixels take, estimated without a font: wide characters an em, others by their kind.</summary>
internal static class ChartText
{
    public const double Size = 12;

    public static double Width(string text, double size = Size) => text.Sum(Share) * size;

    /// <summary>Breaks a text into lines no wider than <paramref name="width"/>: between wide characters, else at spaces; a longer word is kept whole.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (line.Length > 0 && Width((line + piece).TrimEnd()) > width)
            {
                lines.Add(line.TrimEnd());
                line = piece.TrimStart();
            }
            else
            {
                line += piece;
            }
        }
        if (line.Length > 0)
            lines.Add(line.TrimEnd());
        return lines.Count == 0 ? [""] : lines;
    }

    static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && !IsWide(text[i]) && !IsWide(text[i - 1]) && text[i - 1] != ' ')
                continue;
            yield return text[start..i];
            start = i;
        }
    }

    static double Share(char c) => c switch
    {
        _ when IsWide(c) => 1.0,
        ' ' or '.' or ',' or ':' or 'i' or 'l' or 'j' or '|' or '\'' => 0.29,
        '(' or ')' or '-' or '/' or 'f' or 't' or 'r' => 0.37,
        '%' or 'm' or 'w' or 'M' or 'W' => 0.9,
        _ when char.IsUpper(c) => 0.66,
        _ => 0.56,
    };

    static bool IsWide(char c) => c is >= '\u2E80' and <= '\uD7FF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFF60' or '“' or '”' or '—' or '…';
}
