using System.Globalization;
using System.Resources;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>The words of practitioners' files: names of sheets and columns, and the words of codes. Written in one language, read in either and as codes.</summary>
internal static class PractitionerWords
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly ResourceManager Resources = new("Hengjian.Governance.Practitioners.Sheets.PractitionerWords", typeof(PractitionerWords).Assembly);

    /// <summary>The words of a key in a language (<c>zh…</c> is Chinese, anything else English).</summary>
    public static string Of(string key, string language) =>
        Resources.GetString(key, LocalText.IsChinese(language) ? Chinese : CultureInfo.InvariantCulture) ?? throw new InvalidOperationException($"No words for '{key}'.");

    public static string Sheet(string code, string language) => Of("Sheet." + code, language);

    public static string Column(string code, string language) => Of("Column." + code, language);

    public static string YesNo(bool value, string language) => Of(value ? "Yes" : "No", language);

    /// <summary>The word of a code such as <c>attending</c>.</summary>
    public static string Word(Type type, string code, string language) => Of($"{type.Name}.{char.ToUpperInvariant(code[0])}{code[1..]}", language);

    public static bool IsSheet(string code, string text) => Is("Sheet." + code, code, text);

    public static bool IsColumn(string code, string text) => Is("Column." + code, code, text);

    /// <summary>True or false for yes or no in either language; null for anything else.</summary>
    public static bool? ParseYesNo(string text) => Is("Yes", "true", text) || text is "1" or "√" ? true : Is("No", "false", text) || text == "0" ? false : null;

    /// <summary>The code of a word; null where it is none of the enumeration's.</summary>
    public static string? Parse(Type type, string text) =>
        Enum.GetNames(type).Where(name => Is($"{type.Name}.{name}", name, text)).Select(name => char.ToLowerInvariant(name[0]) + name[1..]).FirstOrDefault();

    private static bool Is(string key, string code, string text)
    {
        var plain = Plain(text);
        return Same(plain, code) || Same(plain, Plain(Of(key, "zh-CN"))) || Same(plain, Plain(Of(key, "en")));
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '*'));
}
