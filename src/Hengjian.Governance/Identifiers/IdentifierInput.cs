namespace Hengjian.Governance.Identifiers;

/// <summary>Cleans what people type and scanners send.</summary>
internal static class IdentifierInput
{
    /// <summary>Half-width, without white space. The group separator of bar codes stays.</summary>
    public static string Clean(string? value) => string.Concat((value ?? "").Select(HalfWidth).Where(c => !char.IsWhiteSpace(c)));

    /// <summary>The same in upper case (ASCII letters).</summary>
    public static string CleanUpper(string? value) => Clean(value).ToUpperInvariant();

    public static bool IsDigits(ReadOnlySpan<char> value) => value.Length > 0 && !value.ContainsAnyExceptInRange('0', '9');

    /// <summary>The problem of an empty value; certain, since nothing cannot be an identifier.</summary>
    public static IdentifierResult Empty { get; } = new("", [new IdentifierProblem("identifier.empty", Certainty.Source)]);

    private static char HalfWidth(char c) => c switch
    {
        '\u3000' => ' ',
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        _ => c,
    };
}
