using System.Security.Cryptography;

namespace Hengjian.Ledger;

/// <summary>
/// Binds a record to content that it does not hold: H(tag ‖ 0x00 ‖ salt ‖ canonical bytes), the tag being the ASCII text <c>hengjian-commitment/1</c>.
/// The tag keeps commitments apart from leaves (first byte 0x00), nodes (0x01) and signed statements (first byte <c>{</c>); the random salt keeps short contents
/// from being guessed, so that erasing salt and content leaves nothing of them.
/// </summary>
public sealed record Commitment(string Algorithm, Digest Value)
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltSize = 32;

    private static readonly byte[] Tag = [.. "hengjian-commitment/1"u8, 0];

    /// <summary>32 bytes from the system's cryptographic generator. Never use one twice.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltSize);

    /// <summary>Commits to canonical JSON bytes under SHA-256.</summary>
    public static Commitment To(ReadOnlySpan<byte> canonical, ReadOnlySpan<byte> salt) => To(canonical, salt, LedgerHash.Sha256);

    /// <summary>Commits to canonical JSON bytes.</summary>
    /// <exception cref="ArgumentException">The salt has not 32 bytes.</exception>
    public static Commitment To(ReadOnlySpan<byte> canonical, ReadOnlySpan<byte> salt, LedgerHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (salt.Length != SaltSize)
            throw new ArgumentException($"A salt has {SaltSize} bytes, not {salt.Length}.", nameof(salt));
        Span<byte> head = stackalloc byte[Tag.Length + SaltSize];
        Tag.CopyTo(head);
        salt.CopyTo(head[Tag.Length..]);
        return new Commitment(hash.Id, hash.Compute(head, canonical));
    }

    /// <summary>Whether these are the content and salt committed to. False as well when the algorithm is not known here.</summary>
    public bool Matches(ReadOnlySpan<byte> canonical, ReadOnlySpan<byte> salt) =>
        salt.Length == SaltSize && LedgerHash.Find(Algorithm) is { } hash && To(canonical, salt, hash).Value == Value;
}
