using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hengjian.Governance.Access.Domain;

/// <summary>Random secrets that are shown once, and the hash that is kept of them. They carry 256 bits, so a plain hash cannot be searched.</summary>
internal static class Secrets
{
    private const int Bytes = 32;

    /// <summary>Prefix of a bearer token, so that a leaked one is recognised by scanners.</summary>
    public const string TokenPrefix = "hj_";

    public static string NewToken() => TokenPrefix + NewLink();

    /// <summary>A secret for a link: 43 characters of base64url.</summary>
    public static string NewLink() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 of the secret's text, lower hex.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
