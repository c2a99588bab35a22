using System.Globalization;
using System.Resources;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Tables;

/// <summary>The words of one kind of files: names of sheets and columns, and the words of codes. Written in one language, read in either and as codes.</summary>
/// <param name="type">A type of this assembly beside which the resource of its name lies, with <c>Sheet.…</c>, <c>Column.…</c>, <c>Yes</c>, <c>No</c> and <c>{Enumeration}.{Member}</c>.</param>
internal sealed class SheetWords(Type type)
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private readonly ResourceManager _resources = new(type.FullName!, type.Assembly);

    /// <summary>The words of a key in a language (<c>zh…</c> is Chinese, anything else English).</summary>
    public string Of(string key, string language) =>
        _resources.GetString(key, LocalText.IsChinese(language) ? Chinese : CultureInfo.InvariantCulture) ?? throw new InvalidOperationException($"No words for '{key}'.");

    public string Sheet(string code, string language) => Of("Sheet." + code, language);

    public string Column(string code, string language) => Of("Column." + code, language);

    public string YesNo(bool value, string language) => Of(value ? "Yes" : "No", language);

    /// <summary>The word of a code such as <c>attending</c>.</summary>
    public string Word(Type words, string code, string language) => Of($"{words.Name}.{char.ToUpperInvariant(code[0])}{code[1..]}", language);

    public bool IsSheet(string code, string text) => Is("Sheet." + code, code, text);

    public bool IsColumn(string code, string text) => Is("Column." + code, code, text);

    /// <summary>True or false for yes or no in either language; null for anything else.</summary>
    public bool? ParseYesNo(string text) => Is("Yes", "true", text) || text is "1" or "√" ? true : Is("No", "false", text) || text == "0" ? false : null;

    /// <summary>The code of a word; null where it is none of the enumeration's.</summary>
    public string? Parse(Type words, string text) =>
        Enum.GetNames(words).Where(name => Is($"{words.Name}.{name}", name, text)).Select(name => char.ToLowerInvariant(name[0]) + name[1..]).FirstOrDefault();

    private bool Is(string key, string code, string text)
    {
        var plain = Plain(text);
        return Same(plain, code) || Same(plain, Plain(Of(key, "zh-CN"))) || Same(plain, Plain(Of(key, "en")));
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '*'));
}
