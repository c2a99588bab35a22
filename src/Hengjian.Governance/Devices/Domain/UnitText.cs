using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Devices.Domain;

/// <summary>
/// Text of a unit as a scanner types it: element strings with or without brackets, the group separator as itself or as scanners in keyboard mode spell it.
/// </summary>
internal static class UnitText
{
    private const int Longest = 200;
    private const char GroupSeparator = '\u001d';

    /// <summary>Spellings of the group separator that keyboard scanners are set to.</summary>
    private static readonly string[] Separators = ["<GS>", "{GS}", "[GS]", "^]", "\\x1d", "\\u001d", "\\F"];

    /// <summary>The reading; what cannot be stored at all is an error of <paramref name="field"/>.</summary>
    public static UdiReading Read(string? text, FieldErrors errors, string field)
    {
        var clean = Clean(text);
        errors.Text(field, clean.Replace(GroupSeparator, ' '), Longest);
        return Udi.Read(clean.Length > Longest ? "" : clean);
    }

    /// <summary>The reading of a text that is only looked up.</summary>
    public static UdiReading Read(string text) => Udi.Read(Clean(text));

    private static string Clean(string? text)
    {
        var clean = text ?? "";
        foreach (var separator in Separators)
        {
            clean = clean.Replace(separator, GroupSeparator.ToString(), StringComparison.OrdinalIgnoreCase);
        }

        return clean.Trim().Trim(GroupSeparator);
    }
}
