namespace Hengjian.Ledger;

/// <summary>
/// A hash function and a signature algorithm that belong together, under one name. Keys, heads and signed acts name their suite, so that a log can go over to another one.
/// Implementations have no state of their own and serve all threads.
/// </summary>
public interface ISignatureSuite
{
    /// <summary>Name of the suite in every format, such as <c>sha256-p256</c>.</summary>
    string Id { get; }

    /// <summary>The hash of the tree whose heads the suite signs.</summary>
    LedgerHash Hash { get; }

    /// <summary>Makes a key pair and gives it as unencrypted PKCS#8 (DER). The caller wraps it before it is stored.</summary>
    byte[] GenerateKey();

    /// <summary>Opens a key pair from unencrypted PKCS#8 (DER).</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Not a key of this suite.</exception>
    ISigningKey OpenKey(ReadOnlySpan<byte> pkcs8);

    /// <summary>Whether <paramref name="signature"/> is one over <paramref name="data"/> by the key pair of the public key (SubjectPublicKeyInfo, DER). Never throws on bad input.</summary>
    bool Verify(ReadOnlySpan<byte> spki, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);
}

/// <summary>A private key that can sign: held by this process, or by a token behind the same interface. Use by one thread at a time.</summary>
public interface ISigningKey : IDisposable
{
    /// <summary>Name of the key's suite.</summary>
    string Suite { get; }

    /// <summary>The public key as SubjectPublicKeyInfo (DER).</summary>
    ReadOnlyMemory<byte> Spki { get; }

    /// <summary>Signs <paramref name="data"/>, which is hashed by the suite's hash; the signature has the suite's encoding.</summary>
    byte[] Sign(ReadOnlySpan<byte> data);
}

/// <summary>The suites that this version knows.</summary>
public static class SignatureSuites
{
    /// <summary>SHA-256 with ECDSA on P-256, id <c>sha256-p256</c>.</summary>
    public static ISignatureSuite Default { get; } = new P256Suite();

    /// <summary>The suite of that name, or null when this version does not know it.</summary>
    public static ISignatureSuite? Find(string id) => id == Default.Id ? Default : null;
}
