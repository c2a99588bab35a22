using System.Globalization;
using System.Text.RegularExpressions;

namespace Hengjian.Governance.Identifiers;

/// <summary>
/// UDI of ZIIOT: <c>MA.156.M0.</c>, registrant 6, product 8, then production units <c>.S</c> serial, <c>.L</c> lot, <c>.D</c> sterilisation lot,
/// <c>.M</c> production, <c>.E</c> and <c>.V</c> expiry (6 or 8 digits), <c>.C</c> check. The check characters are not verified.
/// </summary>
public static partial class MaCode
{
    /// <summary>Checks a code.</summary>
    public static IdentifierResult Check(string? value)
    {
        var text = IdentifierInput.Clean(value);
        return text.Length == 0 ? IdentifierInput.Empty : Read(text).Result;
    }

    internal static UdiReading Read(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
            return new(new(text, [new("udi.maShape", Certainty.Weak)]), UdiIssuer.Ziiot, text, null, null, null, null);

        var problems = new List<IdentifierProblem>();
        var units = new Dictionary<char, string>();
        foreach (var unit in match.Groups["units"].Value.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!units.TryAdd(unit[0], unit[1..]))
                problems.Add(new("udi.twice", Certainty.Weak, Detail: unit[..1]));
        }

        var made = Date('M');
        var expires = Date('E') ?? Date('V');
        return new(
            new(text, problems),
            UdiIssuer.Ziiot,
            match.Groups["di"].Value,
            units.GetValueOrDefault('L'),
            units.GetValueOrDefault('S'),
            made,
            expires);

        DateOnly? Date(char unit)
        {
            if (!units.TryGetValue(unit, out var digits))
                return null;
            var date = DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var full)
                ? full
                : Gs1ElementString.ShortDate(digits);
            if (date is null)
                problems.Add(new("udi.date", Certainty.Weak, Detail: digits));
            return date;
        }
    }

    [GeneratedRegex(
        @"^(?<di>MA\.156\.M0\.[0-9A-Za-z]{6}\.[0-9A-Za-z]{8})(?<units>(\.[SMLDEVC][0-9A-Za-z\-_/]{1,40}){0,7})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
