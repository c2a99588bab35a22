namespace Hengjian.Governance.Kernel;

/// <summary>How patients' names and identifiers appear where they are not unmasked.</summary>
public static class Masking
{
    /// <summary>First character and <c>**</c>; DICOM's caret separates family and given name: <c>测^*</c>.</summary>
    public static string? Name(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var first = char.IsHighSurrogate(name[0]) && name.Length > 1 ? name[..2] : name[..1];
        return name.Contains('^', StringComparison.Ordinal) ? first + "^*" : first + "**";
    }

    /// <summary>The last four characters of an identifier of six or more, else nothing of it.</summary>
    public static string Identifier(string identifier) => identifier.Length >= 6 ? "****" + identifier[^4..] : "****";
}
