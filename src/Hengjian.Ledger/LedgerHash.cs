using System.Buffers;
using System.Security.Cryptography;

namespace Hengjian.Ledger;

/// <summary>A hash function of 32 bytes and its use in a Merkle tree as RFC 9162 section 2.1.1 has it: leaves and inner nodes are told apart by a prefix byte.</summary>
public abstract class LedgerHash
{
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;
    private const int SmallInput = 1024;

    /// <summary>SHA-256 (FIPS 180-4), id <c>sha256</c>.</summary>
    public static LedgerHash Sha256 { get; } = new Sha256Hash();

    /// <summary>Name of the function in records and proofs.</summary>
    public abstract string Id { get; }

    /// <summary>Root of the tree without leaves: the hash of no bytes.</summary>
    public Digest Empty => Compute([]);

    /// <summary>The function that a record or export names, or null when this version does not know it.</summary>
    public static LedgerHash? Find(string id) => id == Sha256.Id ? Sha256 : null;

    /// <summary>The plain hash of <paramref name="data"/>.</summary>
    public Digest Compute(ReadOnlySpan<byte> data)
    {
        Span<byte> result = stackalloc byte[Digest.Size];
        Compute(data, result);
        return new Digest(result);
    }

    /// <summary>Leaf hash: H(0x00 ‖ data).</summary>
    public Digest Leaf(ReadOnlySpan<byte> data) => Compute([LeafPrefix], data);

    /// <summary>Hash of an inner node: H(0x01 ‖ left ‖ right).</summary>
    public Digest Node(Digest left, Digest right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Digest.Size)];
        input[0] = NodePrefix;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + Digest.Size)..]);
        return Compute(input);
    }

    /// <summary>Hash of two pieces laid end to end.</summary>
    internal Digest Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = first.Length + second.Length;
        var rented = length > SmallInput ? ArrayPool<byte>.Shared.Rent(length) : null;
        var input = (rented ?? stackalloc byte[SmallInput])[..length];
        first.CopyTo(input);
        second.CopyTo(input[first.Length..]);
        var digest = Compute(input);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return digest;
    }

    /// <summary>Puts the 32 bytes of the hash into <paramref name="destination"/>.</summary>
    protected abstract void Compute(ReadOnlySpan<byte> data, Span<byte> destination);

    private sealed class Sha256Hash : LedgerHash
    {
        public override string Id => "sha256";

        protected override void Compute(ReadOnlySpan<byte> data, Span<byte> destination) => SHA256.HashData(data, destination);
    }
}
