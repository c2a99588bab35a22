namespace Hengjian.Governance.Identifiers;

/// <summary>
/// 统一社会信用代码, GB 32100-2015: 18 characters of 0–9 and A–Z without I O S V Z; weights 3^(i−1) mod 31, check character (31 − Σ mod 31) mod 31.
/// Length and alphabet are certain, the check character weak.
/// </summary>
public static class UnifiedSocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Checks a code.</summary>
    /// <param name="value">The code as typed.</param>
    /// <param name="provinceMustExist">Also checks the province of its region.</param>
    public static IdentifierResult Check(string? value, bool provinceMustExist = false)
    {
        var code = IdentifierInput.CleanUpper(value);
        if (code.Length == 0)
            return IdentifierInput.Empty;
        if (code.Length != 18)
            return new(code, [new("uscc.length", Certainty.Source, Detail: code.Length.ToString())]);
        if (code.AsSpan().IndexOfAnyExcept(Alphabet) is >= 0 and var stray)
            return new(code, [new("uscc.character", Certainty.Source, Detail: code[stray].ToString())]);

        var problems = new List<IdentifierProblem>();
        if (code[^1] != CheckCharacter(code.AsSpan(0, 17)))
            problems.Add(new("uscc.check", Certainty.Weak));
        if (provinceMustExist && ProvinceCode.Check(code[2..8]) is { } region)
            problems.Add(region);
        return new(code, problems);
    }

    internal static char CheckCharacter(ReadOnlySpan<char> body)
    {
        var sum = 0;
        var weight = 1;
        foreach (var c in body)
        {
            sum += Alphabet.IndexOf(c) * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }
}
