using System.Security.Cryptography;
using System.Text;

namespace Hengjian.Governance.Concerns.Domain;

/// <summary>
/// The code by which whoever raised a concern comes back to it: 20 characters of base 32 without those that are mistaken for others. The first 6 find the row, the other 14
/// (70 bits) prove the right to it; they are stored as PBKDF2-HMAC-SHA-256 (RFC 8018) with a salt of the row.
/// </summary>
internal static class ReceiptCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 20;
    private const int LocatorLength = 6;
    private const int Iterations = 200_000;

    /// <summary>A new code, in groups of five for people.</summary>
    public static string New() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(5).Select(c => new string(c)));

    /// <summary>The code as it is compared: upper case, without blanks and hyphens, mistaken letters as the digits they look like; null where it cannot be one.</summary>
    public static string? Read(string? typed)
    {
        var code = new StringBuilder(Length);
        foreach (var c in (typed ?? "").ToUpperInvariant().Where(c => c is not (' ' or '-')))
        {
            code.Append(c switch { 'O' => '0', 'I' or 'L' => '1', _ => c });
        }

        return code.Length == Length && code.ToString().All(Alphabet.Contains) ? code.ToString() : null;
    }

    /// <summary>The part that finds the row.</summary>
    public static string LocatorOf(string code) => code[..LocatorLength];

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(16);

    public static byte[] Hash(string code, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(code[LocatorLength..], salt, Iterations, HashAlgorithmName.SHA256, 32);

    public static bool Matches(string code, byte[] salt, byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash(code, salt), hash);
}
