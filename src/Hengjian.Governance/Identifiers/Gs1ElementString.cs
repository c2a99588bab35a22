using System.Globalization;

namespace Hengjian.Governance.Identifiers;

/// <summary>
/// GS1 element strings: (01) GTIN 14, (11) production and (17) expiry as YYMMDD, (10) lot and (21) serial of up to 20 characters that end at the
/// group separator or at the end. Day 00 is the month's last. The normalised form is bracketed, in the order 01 11 17 10 21.
/// </summary>
public static class Gs1ElementString
{
    private const char GroupSeparator = '\u001d';
    private static readonly string[] Order = ["01", "11", "17", "10", "21"];

    /// <summary>Checks an element string, bracketed or as scanned.</summary>
    public static IdentifierResult Check(string? value) => Read(IdentifierInput.Clean(value)).Result;

    internal static UdiReading Read(string text)
    {
        if (text.Length == 0)
            return Unread("", new IdentifierProblem("identifier.empty", Certainty.Source));
        var elements = new Dictionary<string, string>(StringComparer.Ordinal);
        var problem = text[0] == '(' ? ReadBracketed(text, elements) : ReadScanned(text, elements);
        if (problem is not null)
            return Unread(text, problem);
        if (!elements.TryGetValue("01", out var gtin))
            return Unread(text, new("udi.noDeviceIdentifier", Certainty.Weak));

        var problems = new List<IdentifierProblem>();
        if (Gtin.Problem(gtin) is { } wrong)
            problems.Add(wrong);
        foreach (var ai in (string[])["10", "21"])
        {
            if (elements.TryGetValue(ai, out var part) && !IsPart(part))
                problems.Add(new("udi.part", Certainty.Weak, Detail: ai));
        }

        var made = Date("11");
        var expires = Date("17");
        var normalised = string.Concat(Order.Where(elements.ContainsKey).Select(ai => $"({ai}){elements[ai]}"));
        return new(
            new(normalised, problems), UdiIssuer.Gs1, gtin, elements.GetValueOrDefault("10"), elements.GetValueOrDefault("21"), made, expires);

        DateOnly? Date(string ai)
        {
            if (!elements.TryGetValue(ai, out var digits))
                return null;
            var date = ShortDate(digits);
            if (date is null)
                problems.Add(new("udi.date", Certainty.Weak, Detail: digits));
            return date;
        }
    }

    private static IdentifierProblem? ReadBracketed(string text, Dictionary<string, string> elements)
    {
        var at = 0;
        while (at < text.Length)
        {
            var close = text[at] == '(' ? text.IndexOf(')', at) : -1;
            if (close < 0)
                return new("udi.brackets", Certainty.Weak);
            var end = text.IndexOf('(', close);
            if (end < 0)
                end = text.Length;
            if (Put(elements, text[(at + 1)..close], text[(close + 1)..end].TrimEnd(GroupSeparator)) is { } problem)
                return problem;
            at = end;
        }

        return null;
    }

    private static IdentifierProblem? ReadScanned(string text, Dictionary<string, string> elements)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == GroupSeparator)
            {
                at++;
                continue;
            }

            var ai = text.Substring(at, Math.Min(2, text.Length - at));
            at += ai.Length;
            var fixedLength = ai switch { "01" => 14, "11" or "17" => 6, _ => 0 };
            var separator = text.IndexOf(GroupSeparator, at);
            var end = fixedLength > 0 ? Math.Min(at + fixedLength, text.Length) : separator >= 0 ? separator : text.Length;
            var value = text[at..end];
            if (Put(elements, ai, value) is { } problem)
                return problem;

            if (ai == "10" && end == text.Length && !elements.ContainsKey("21") && MayHoldASerial(value))
                return new("udi.separator", Certainty.Weak, Detail: value);
            at = end;
        }

        return null;
    }

    /// <summary>A scanner that drops separators makes lot and serial one: what looks like a serial in a lot must not be swallowed unseen.</summary>
    private static bool MayHoldASerial(string lot) =>
        lot.IndexOf("21", StringComparison.Ordinal) is > 0 and var at && at + 2 < lot.Length;

    private static IdentifierProblem? Put(Dictionary<string, string> elements, string ai, string value)
    {
        if (!Order.Contains(ai))
            return new("udi.element", Certainty.Weak, Detail: ai);
        return elements.TryAdd(ai, value) ? null : new("udi.twice", Certainty.Weak, Detail: ai);
    }

    private static bool IsPart(string value) => value.Length is > 0 and <= 20 && value.All(c => c is > ' ' and < '\u007f');

    /// <summary>YYMMDD of this century, day 00 being the month's end; <c>null</c> for no date.</summary>
    internal static DateOnly? ShortDate(string digits)
    {
        if (digits.Length != 6 || !IdentifierInput.IsDigits(digits))
            return null;
        var year = 2000 + int.Parse(digits.AsSpan(0, 2), CultureInfo.InvariantCulture);
        var month = int.Parse(digits.AsSpan(2, 2), CultureInfo.InvariantCulture);
        var day = int.Parse(digits.AsSpan(4, 2), CultureInfo.InvariantCulture);
        if (month is < 1 or > 12 || day > DateTime.DaysInMonth(year, month))
            return null;
        return new DateOnly(year, month, day == 0 ? DateTime.DaysInMonth(year, month) : day);
    }

    private static UdiReading Unread(string text, IdentifierProblem problem) =>
        new(new(text, [problem]), UdiIssuer.Gs1, text, null, null, null, null);
}
