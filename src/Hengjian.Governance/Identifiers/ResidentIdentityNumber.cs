using System.Globalization;

namespace Hengjian.Governance.Identifiers;

/// <summary>居民身份证, GB 11643: 17 digits and a check character; weights 2^(18−i) mod 11; the birth date is a real calendar date.</summary>
public static class ResidentIdentityNumber
{
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Checks a number; a final x becomes X.</summary>
    /// <param name="value">The number as typed.</param>
    /// <param name="provinceMustExist">Also checks the province of its region.</param>
    public static IdentifierResult Check(string? value, bool provinceMustExist = false)
    {
        var number = IdentifierInput.CleanUpper(value);
        if (number.Length == 0)
            return IdentifierInput.Empty;
        if (number.Length != 18 || !IdentifierInput.IsDigits(number.AsSpan(0, 17)) || !(char.IsAsciiDigit(number[17]) || number[17] == 'X'))
            return new(number, [new("resident.shape", Certainty.Common)]);

        var problems = new List<IdentifierProblem>();
        if (BirthDate(number) is null)
            problems.Add(new("resident.date", Certainty.Common, Detail: number[6..14]));
        if (number[17] != CheckCharacter(number.AsSpan(0, 17)))
            problems.Add(new("resident.check", Certainty.Common));
        if (provinceMustExist && ProvinceCode.Check(number[..6]) is { } region)
            problems.Add(region);
        return new(number, problems);
    }

    /// <summary>The birth date in an 18-character number; <c>null</c> where it is no calendar date.</summary>
    public static DateOnly? BirthDate(string number) =>
        number.Length == 18 && DateOnly.TryParseExact(number[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    internal static char CheckCharacter(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum += (digits[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }
}
