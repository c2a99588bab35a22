namespace Hengjian.Governance.Regulations;

/// <summary>One text in the product's two languages; neither is empty.</summary>
public sealed record LocalText(string Zh, string En)
{
    /// <summary>The text in a language: Chinese for <c>zh</c> and its variants, English otherwise.</summary>
    public string In(string language) => IsChinese(language) ? Zh : En;

    internal static bool IsChinese(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
}
