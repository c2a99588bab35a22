using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hengjian.Ledger;

/// <summary>A hash of 32 bytes (SHA-256, SM3), as a value. Its text, in JSON too, is 64 lower-case hexadecimal digits.</summary>
[JsonConverter(typeof(JsonText))]
public readonly struct Digest : IEquatable<Digest>
{
    /// <summary>Bytes in a digest.</summary>
    public const int Size = 32;

    private readonly Buffer buffer;

    /// <summary>Takes over exactly 32 bytes.</summary>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A digest has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        bytes.CopyTo(buffer);
    }

    /// <summary>The 32 bytes, in place.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => buffer;

    /// <summary>Reads 64 lower-case hexadecimal digits; upper case is refused, so that a digest has one text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Size];
        digest = default;
        if (text.Length != Size * 2 || text.ContainsAnyInRange('A', 'F')
            || Convert.FromHexString(text, bytes, out _, out _) != OperationStatus.Done)
            return false;
        digest = new Digest(bytes);
        return true;
    }

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="LedgerFormatException">The text is anything else.</exception>
    public static Digest Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var digest) ? digest : throw new LedgerFormatException("A digest is 64 lower-case hexadecimal digits.");

    /// <summary>Whether both hold the same bytes (not in constant time: digests are public).</summary>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Whether they differ in a byte.</summary>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    /// <summary>A copy of the bytes.</summary>
    public byte[] ToArray() => Bytes.ToArray();

    /// <inheritdoc/>
    public bool Equals(Digest other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes);

    /// <inheritdoc/>
    public override string ToString() => Convert.ToHexStringLower(Bytes);

    [InlineArray(Size)]
    private struct Buffer
    {
        private byte first;
    }

    private sealed class JsonText : JsonConverter<Digest>
    {
        public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var digest)
                ? digest
                : throw new JsonException("A digest is 64 lower-case hexadecimal digits.");

        public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
