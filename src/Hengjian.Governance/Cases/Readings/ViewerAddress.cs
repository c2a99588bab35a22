namespace Hengjian.Governance.Cases.Readings;

/// <summary>Address of the institution's image viewer for one examination.</summary>
internal static class ViewerAddress
{
    /// <summary>The template with its places filled and escaped; null without a template, or where it asks for what the examination does not have.</summary>
    public static string? For(string? template, string? accession, string? study)
    {
        if (template is null || (template.Contains("{accession}", StringComparison.Ordinal) && accession is null) || (template.Contains("{study}", StringComparison.Ordinal) && study is null))
        {
            return null;
        }

        return template
            .Replace("{accession}", Uri.EscapeDataString(accession ?? ""), StringComparison.Ordinal)
            .Replace("{study}", Uri.EscapeDataString(study ?? ""), StringComparison.Ordinal);
    }
}
