namespace Hengjian.Governance.Identifiers;

/// <summary>UDI-DI of GS1: a GTIN-14, weights 3 and 1 in turn, mod 10.</summary>
public static class Gtin
{
    /// <summary>Checks 14 digits.</summary>
    public static IdentifierResult Check(string? value)
    {
        var digits = IdentifierInput.Clean(value);
        if (digits.Length == 0)
            return IdentifierInput.Empty;
        return new(digits, Problem(digits) is { } problem ? [problem] : []);
    }

    internal static IdentifierProblem? Problem(string digits)
    {
        if (digits.Length != 14 || !IdentifierInput.IsDigits(digits))
            return new("udi.gtinShape", Certainty.Source);
        return digits[13] == CheckDigit(digits.AsSpan(0, 13)) ? null : new("udi.gtinCheck", Certainty.Source);
    }

    internal static char CheckDigit(ReadOnlySpan<char> thirteen)
    {
        var sum = 0;
        for (var i = 0; i < 13; i++)
            sum += (thirteen[i] - '0') * (i % 2 == 0 ? 3 : 1);
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
