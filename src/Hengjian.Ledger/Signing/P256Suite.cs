using System.Security.Cryptography;

namespace Hengjian.Ledger;

/// <summary>ECDSA on NIST P-256 over SHA-256 (FIPS 186-5). Signatures are DER (Ecdsa-Sig-Value of RFC 3279), which <c>openssl dgst -verify</c> reads as it is.</summary>
internal sealed class P256Suite : ISignatureSuite
{
    internal const string Name = "sha256-p256";

    // RFC 5480: secp256r1
    private const string CurveOid = "1.2.840.10045.3.1.7";

    public string Id => Name;

    public LedgerHash Hash => LedgerHash.Sha256;

    public byte[] GenerateKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    public ISigningKey OpenKey(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out var read);
            if (read != pkcs8.Length || !IsP256(key))
                throw new CryptographicException("Not a P-256 key in PKCS#8.");
            return new Key(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    public bool Verify(ReadOnlySpan<byte> spki, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(spki, out var read);
            return read == spki.Length && IsP256(key)
                && key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool IsP256(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value == CurveOid;

    private sealed class Key(ECDsa key) : ISigningKey
    {
        public string Suite => Name;

        public ReadOnlyMemory<byte> Spki { get; } = key.ExportSubjectPublicKeyInfo();

        public byte[] Sign(ReadOnlySpan<byte> data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        public void Dispose() => key.Dispose();
    }
}
