using System.Globalization;

namespace Hengjian.Web.Components.Design;

/// <summary>What stands in the place of a number. Each looks different, because each means something different.</summary>
public enum FigureKind
{
    /// <summary>A number.</summary>
    Value,

    /// <summary>Counted, and nothing found.</summary>
    Zero,

    /// <summary>The question does not arise here.</summary>
    NotApplicable,

    /// <summary>Should have been reported and was not.</summary>
    NotReported,

    /// <summary>Known but withheld, so that no person can be found out.</summary>
    Suppressed,

    /// <summary>Fewer than the least sample: not judged.</summary>
    TooFew,

    /// <summary>The date it was due has passed.</summary>
    Overdue,

    /// <summary>Nothing recorded.</summary>
    Missing,
}

/// <summary>A number ready to be shown, or the reason why there is none. A number may open: <see cref="Href"/> leads to its numerator, denominator and cases.</summary>
public sealed record Figure(FigureKind Kind, string? Text = null, string? Note = null, string? Href = null)
{
    public static readonly Figure NotApplicable = new(FigureKind.NotApplicable);
    public static readonly Figure NotReported = new(FigureKind.NotReported);
    public static readonly Figure Suppressed = new(FigureKind.Suppressed);
    public static readonly Figure Missing = new(FigureKind.Missing);

    /// <summary>A formatted number; "0" looks as a number does.</summary>
    public static Figure Of(string text, string? note = null, string? href = null) => new(FigureKind.Value, text, note, href);

    /// <summary>A count; zero is a result, not an absence.</summary>
    public static Figure Of(long count, string? note = null, string? href = null) =>
        new(count == 0 ? FigureKind.Zero : FigureKind.Value, count.ToString("N0", CultureInfo.InvariantCulture), note, href);

    /// <summary>A proportion 0…1 in per cent, with its fraction as note; not applicable when nothing was at risk.</summary>
    public static Figure Share(long numerator, long denominator, int decimals = 1, string? href = null) =>
        denominator == 0
            ? NotApplicable
            : new(FigureKind.Value, Numbers.Percent((double)numerator / denominator, decimals), Numbers.Fraction(numerator, denominator), href);

    /// <summary>Not judged: <paramref name="count"/> of at least <paramref name="least"/>.</summary>
    public static Figure TooFew(long count, long least) => new(FigureKind.TooFew, Numbers.Fraction(count, least));

    public static Figure Overdue(string since) => new(FigureKind.Overdue, since);
}

/// <summary>Numbers as they are written on pages, in charts and on paper: invariant, with a true minus sign.</summary>
public static class Numbers
{
    /// <summary>A number with a fixed count of decimals, such as −0.40; an en dash for what is not finite.</summary>
    public static string Format(double value, int decimals) =>
        double.IsFinite(value)
            ? Minus(Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            : "–";

    /// <summary>A proportion 0…1 in per cent, such as 97.6%.</summary>
    public static string Percent(double proportion, int decimals = 1) =>
        double.IsFinite(proportion) ? Format(proportion * 100, decimals) + "%" : "–";

    /// <summary>With a sign, for differences: +2.8, −0.4, 0.0.</summary>
    public static string Signed(double value, int decimals)
    {
        var text = Format(value, decimals);
        return value > 0 && text.Any(c => c is >= '1' and <= '9') ? "+" + text : text;
    }

    /// <summary>Numerator and denominator: 42 / 158.</summary>
    public static string Fraction(long numerator, long denominator) =>
        numerator.ToString("N0", CultureInfo.InvariantCulture) + " / " + denominator.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The ends of an interval: 90.1–94.2, or with a wider dash where an end is negative.</summary>
    public static string Interval(double low, double high, int decimals) =>
        Format(low, decimals) + (low < 0 || high < 0 ? " ~ " : "–") + Format(high, decimals);

    static string Minus(string text)
    {
        if (!text.StartsWith('-'))
            return text;
        return text.Any(c => c is >= '1' and <= '9') ? "−" + text[1..] : text[1..];
    }
}
