using System.Globalization;
using System.Text.RegularExpressions;
using Hengjian.Governance.Identifiers;

namespace Hengjian.Web.Components.Pages.Devices;

/// <summary>A line of a receipt as scanned or typed: a UDI, and after a blank and × (or *, or a tab) how many, where it has no serial.</summary>
/// <param name="Number">Number of the line, from 1, blank lines counted.</param>
internal sealed partial record ScannedLine(int Number, string Udi, int? Quantity)
{
    public bool HasSerial => Governance.Identifiers.Udi.Read(Udi) is { Serial: not null } or { Issuer: UdiIssuer.Ahm };

    public static IReadOnlyList<ScannedLine> Read(string? text) =>
    [
        .. (text ?? "").ReplaceLineEndings("\n").Split('\n').Select((line, i) => (Line: line.Trim(' ', '\t'), Number: i + 1)).Where(l => l.Line.Length > 0).Select(l => Of(l.Number, l.Line)),
    ];

    /// <summary>Which item an error's field speaks of, such as 3 for <c>items[3].udi</c>; null: none.</summary>
    public static int? NumberOf(string field) =>
        Item().Match(field) is { Success: true } match ? int.Parse(match.Groups["item"].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static ScannedLine Of(int number, string line) => Counted().Match(line) is { Success: true } match && int.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? new ScannedLine(number, match.Groups["udi"].Value, count)
        : new ScannedLine(number, line, null);

    [GeneratedRegex(@"^(?<udi>.+?)(?:\s+[×x*]\s*|\t)(?<count>\d{1,6})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Counted();

    [GeneratedRegex(@"^items\[(?<item>\d{1,4})\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Item();
}
