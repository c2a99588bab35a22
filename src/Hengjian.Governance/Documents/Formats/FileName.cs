using System.Globalization;
using System.Text;

namespace Hengjian.Governance.Documents.Formats;

/// <summary>Names of received files.</summary>
internal static class FileName
{
    private const int Longest = 200;
    private const string NotInNames = "<>:\"|?*";

    /// <summary>
    /// The name without folders, in composed form; null where it is blank, too long, or holds characters that no file system or eye should meet: control characters, and
    /// format characters such as the right-to-left override, which make <c>fdp.exe</c> read as <c>exe.pdf</c>.
    /// </summary>
    public static string? Clean(string? given)
    {
        var name = (given ?? "").Trim();
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        if (name.Length is 0 or > Longest || name.EnumerateRunes().Any(Refused) || name.Trim('.').Length == 0)
        {
            return null;
        }

        return name.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Lower case, without the dot; empty where there is none.</summary>
    public static string Extension(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    private static bool Refused(Rune rune) =>
        rune == Rune.ReplacementChar || NotInNames.Contains((char)rune.Value, StringComparison.Ordinal) && rune.Value < 128
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
