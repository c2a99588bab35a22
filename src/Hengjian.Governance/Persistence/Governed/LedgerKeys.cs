using System.Buffers.Binary;
using System.Security.Cryptography;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Ledger;

namespace Hengjian.Governance.Persistence.Governed;

/// <summary>The institution's keys of the log: one signs heads, one authenticates records that are not under a head yet.</summary>
internal static class LedgerKeys
{
    public static ISigningKey Signing(KeyFolder keys, Guid institution) =>
        SignatureSuites.Default.OpenKey(keys.GetOrCreate($"ledger-{institution:D}.p8", SignatureSuites.Default.GenerateKey));

    public static byte[] Mac(KeyFolder keys, Guid institution, ReadOnlySpan<byte> canonical) =>
        HMACSHA256.HashData(keys.Symmetric("ledger-tail", institution), canonical);

    public static byte[] HeadMac(KeyFolder keys, Guid institution, long previousSize, ReadOnlySpan<byte> canonical)
    {
        var bytes = new byte[sizeof(long) + canonical.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, previousSize);
        canonical.CopyTo(bytes.AsSpan(sizeof(long)));
        return HMACSHA256.HashData(keys.Symmetric("ledger-head", institution), bytes);
    }

    public static byte[] KeyMac(KeyFolder keys, Guid institution, ReadOnlySpan<byte> canonical) =>
        HMACSHA256.HashData(keys.Symmetric("ledger-key", institution), canonical);
}
