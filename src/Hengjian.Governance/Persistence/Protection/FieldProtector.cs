using System.Security.Cryptography;
using System.Text;

namespace Hengjian.Governance.Persistence.Protection;

/// <summary>
/// Patient fields at rest: AES-256-GCM under the institution's key, bound to the row and column, and HMAC-SHA-256 blind indexes for equality search.
/// Stored form: 1 byte format (1), 12 bytes nonce, 16 bytes tag, cipher text.
/// </summary>
public sealed class FieldProtector(KeyFolder keys)
{
    private const byte Format = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeaderLength = 1 + NonceLength + TagLength;

    /// <summary>Encrypts <paramref name="text"/> for the column <paramref name="column"/> (snake case) of row <paramref name="row"/>; null stays null.</summary>
    public byte[]? Protect(Guid institution, string column, Guid row, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var plain = Encoding.UTF8.GetBytes(text);
        var stored = new byte[HeaderLength + plain.Length];
        stored[0] = Format;
        var nonce = stored.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys.Symmetric("fields", institution), TagLength);
        aes.Encrypt(nonce, plain, stored.AsSpan(HeaderLength), stored.AsSpan(1 + NonceLength, TagLength), Binding(column, row));
        return stored;
    }

    /// <summary>The text, or null for null.</summary>
    /// <exception cref="CryptographicException">The stored bytes were altered, or belong to another row, column or institution.</exception>
    public string? Unprotect(Guid institution, string column, Guid row, byte[]? stored)
    {
        if (stored is null)
        {
            return null;
        }

        if (stored.Length < HeaderLength || stored[0] != Format)
        {
            throw new CryptographicException("Not a protected field.");
        }

        var plain = new byte[stored.Length - HeaderLength];
        using var aes = new AesGcm(keys.Symmetric("fields", institution), TagLength);
        aes.Decrypt(stored.AsSpan(1, NonceLength), stored.AsSpan(HeaderLength), stored.AsSpan(1 + NonceLength, TagLength), plain, Binding(column, row));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Index of a value for equality search within the institution: 16 bytes of HMAC over purpose and the value without surrounding blanks, lower hex. Null stays null.</summary>
    public string? BlindIndex(Guid institution, string purpose, string? value)
    {
        if (value is null)
        {
            return null;
        }

        var mac = HMACSHA256.HashData(keys.Symmetric("index", institution), Encoding.UTF8.GetBytes(purpose + "\0" + value.Trim()));
        return Convert.ToHexStringLower(mac.AsSpan(0, 16));
    }

    private static byte[] Binding(string column, Guid row) => Encoding.UTF8.GetBytes(column + ":" + row.ToString("D"));
}
