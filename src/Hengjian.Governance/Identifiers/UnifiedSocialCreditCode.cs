namespace Hengjian.Governance.Identifiers;

/// <summary>统一社会信用代码 of GB 32100-2015: 18 characters, the last of which checks the others.</summary>
public static class UnifiedSocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int Length = 18;

    /// <summary>Without surrounding blanks, in upper case.</summary>
    public static string Normalize(string code) => code.Trim().ToUpperInvariant();

    /// <summary>Length and alphabet (0–9, A–Z without I, O, S, V, Z) are right. Nobody may override this rule.</summary>
    public static bool HasForm(string normalized) => normalized.Length == Length && normalized.All(c => Alphabet.Contains(c, StringComparison.Ordinal));

    /// <summary>The check character is right: weights 3^(i−1) mod 31, check value (31 − Σ mod 31) mod 31. Needs a code that <see cref="HasForm"/>.</summary>
    public static bool ChecksOut(string normalized)
    {
        int sum = 0, weight = 1;
        for (var i = 0; i < Length - 1; i++)
        {
            sum += Alphabet.IndexOf(normalized[i], StringComparison.Ordinal) * weight;
            weight = weight * 3 % Alphabet.Length;
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length] == normalized[^1];
    }
}
