using System.Globalization;
using System.Text.RegularExpressions;

namespace Hengjian.Governance.Training.Certificates;

/// <summary>
/// Numbers of training certificates: <c>ZS</c>, the nine characters of the base's organisation code (within its unified social credit code, positions 9 to 17, unique in the country), the year,
/// a serial of at least four digits within base and year, and a check character over all of them by ISO 7064 MOD 37,36. Written <c>ZS123456789-2026-0001-K</c>.
/// </summary>
public static partial class CertificateNumber
{
    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The number of a base's certificate.</summary>
    /// <param name="creditCode">Unified social credit code of the base's institution, 18 characters.</param>
    internal static string Make(string creditCode, int year, long serial)
    {
        var organisation = creditCode.Substring(8, 9);
        var body = string.Create(CultureInfo.InvariantCulture, $"ZS{organisation}{year:0000}{serial:0000}");
        return Written(body + CheckCharacter(body));
    }

    /// <summary>The number as it is written, from a text with other letter case, blanks or hyphens; null where it is none of this scheme or its check character is wrong.</summary>
    public static string? Read(string? text)
    {
        var compact = string.Concat((text ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return Form().IsMatch(compact) && CheckCharacter(compact[..^1]) == compact[^1] ? Written(compact) : null;
    }

    /// <summary>ISO 7064 MOD 37,36: the character that makes the sum come out at 1.</summary>
    internal static char CheckCharacter(string body)
    {
        var product = 36;
        foreach (var c in body)
        {
            var sum = (product + Characters.IndexOf(c, StringComparison.Ordinal)) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }

        return Characters[(37 - product) % 36];
    }

    private static string Written(string compact) => $"{compact[..11]}-{compact[11..15]}-{compact[15..^1]}-{compact[^1]}";

    [GeneratedRegex("^ZS[0-9A-Z]{9}[0-9]{4}[0-9]{4,9}[0-9A-Z]$", RegexOptions.None, 1000)]
    private static partial Regex Form();
}
