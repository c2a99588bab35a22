using System.Text.RegularExpressions;

namespace Hengjian.Governance.Identifiers;

/// <summary>
/// ICD-10, national clinical edition, by its shape: a letter and two digits; then <c>.</c> with a digit, or with a digit or x and two digits; then
/// <c>x</c> and three digits; then † or *. Whether the code is in the edition is not checked here.
/// </summary>
public static partial class Icd10Code
{
    /// <summary>Checks a code; normalised to an upper-case letter, a lower-case x and † for +.</summary>
    public static IdentifierResult Check(string? value)
    {
        var clean = IdentifierInput.CleanUpper(value);
        if (clean.Length == 0)
            return IdentifierInput.Empty;

        // The first letter may itself be an X (X00–X99); every later X is the placeholder.
        var code = clean[..1] + clean[1..].Replace('X', 'x').Replace('+', '†');
        return new(code, Shape().IsMatch(code) ? [] : [new("icd10.shape", Certainty.Source)]);
    }

    [GeneratedRegex(@"^[A-Z][0-9]{2}(\.([0-9]|[0-9x][0-9]{2}(x[0-9]{3})?))?[†*]?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
