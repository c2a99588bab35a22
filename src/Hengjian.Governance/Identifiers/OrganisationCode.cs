namespace Hengjian.Governance.Identifiers;

/// <summary>组织机构代码, GB 11714: eight characters 0–9 A–Z and a check character; weights 3 7 9 10 5 8 4 2, 11 − Σ mod 11 with 10 → X, 11 → 0.</summary>
public static class OrganisationCode
{
    private static readonly int[] Weights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Checks a code with or without its hyphen; normalised with it.</summary>
    public static IdentifierResult Check(string? value)
    {
        var code = IdentifierInput.CleanUpper(value).Replace("-", "", StringComparison.Ordinal);
        if (code.Length == 0)
            return IdentifierInput.Empty;
        if (code.Length != 9 || !code.All(char.IsAsciiLetterOrDigit))
            return new(code, [new("organisation.shape", Certainty.Common)]);
        return new($"{code[..8]}-{code[8]}", HasRightCheck(code) ? [] : [new("organisation.check", Certainty.Common)]);
    }

    /// <summary>True when the ninth of nine characters is the check character of the eight.</summary>
    internal static bool HasRightCheck(string code)
    {
        var sum = 0;
        for (var i = 0; i < 8; i++)
            sum += (char.IsAsciiDigit(code[i]) ? code[i] - '0' : code[i] - 'A' + 10) * Weights[i];
        return code[8] == "0123456789X0"[11 - (sum % 11)];
    }
}
