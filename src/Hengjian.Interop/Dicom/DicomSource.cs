using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hengjian.Interop.Dicom;

/// <summary>
/// A forward-only window on the input. Every read states what it needs; a length is never believed before the bytes are there, so memory
/// grows with the input and not with what the input claims.
/// </summary>
internal sealed class DicomSource
{
    const int Chunk = 1 << 16;

    readonly Stream _stream;
    readonly long _maxBytes;
    readonly byte[] _window = new byte[Chunk];
    int _start;
    int _count;

    /// <summary>A source over what <paramref name="stream"/> still holds.</summary>
    /// <exception cref="DicomFormatException">The stream knows its length and it exceeds <paramref name="maxBytes"/>.</exception>
    public DicomSource(Stream stream, long maxBytes)
    {
        _stream = stream;
        _maxBytes = maxBytes;
        if (!stream.CanSeek)
            return;
        End = stream.Length - stream.Position;
        if (End > maxBytes)
            throw new DicomFormatException(DicomFailure.TooLarge, $"{End} bytes, {maxBytes} allowed.");
    }

    /// <summary>Bytes consumed so far.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes in all, where the stream knows.</summary>
    public long? End { get; }

    /// <summary>True when nothing is left.</summary>
    public bool AtEnd => !Fill(1);

    /// <summary>Bytes that can be taken without another read of the stream.</summary>
    public int Buffered => _count;

    /// <summary>The next bytes without consuming them; shorter than asked where the input ends.</summary>
    public ReadOnlySpan<byte> Peek(int length)
    {
        Fill(length);
        return _window.AsSpan(_start, Math.Min(length, _count));
    }

    /// <summary>Consumes at most 64 KiB and shows them until the next call.</summary>
    public ReadOnlySpan<byte> Take(int length, DicomTag? tag)
    {
        if (!Fill(length))
            throw Failure(DicomFailure.Truncated, $"{length} bytes expected, {_count} left.", tag);
        var bytes = _window.AsSpan(_start, length);
        Consume(length);
        return bytes;
    }

    /// <summary>Consumes a value of any length into memory of its own.</summary>
    public byte[] Read(long length, DicomTag tag)
    {
        Require(length, tag);
        if (length <= Chunk)
            return Take((int)length, tag).ToArray();
        using var held = new MemoryStream();
        Walk(length, tag, bytes => held.Write(bytes));
        return held.ToArray();
    }

    /// <summary>Consumes a value without holding it; its bytes go into <paramref name="hash"/>, in units turned to little endian where asked.</summary>
    public void Skip(long length, DicomTag tag, IncrementalHash hash, int swapUnit)
    {
        Require(length, tag);
        var turned = swapUnit > 1 ? new byte[Chunk] : [];
        Walk(
            length,
            tag,
            bytes =>
            {
                if (swapUnit > 1)
                {
                    bytes.CopyTo(turned);
                    SwapUnits(turned.AsSpan(0, bytes.Length), swapUnit);
                    hash.AppendData(turned, 0, bytes.Length);
                }
                else
                {
                    hash.AppendData(bytes);
                }
            }
        );
    }

    public ushort ReadUInt16(bool bigEndian, DicomTag? tag = null)
    {
        var bytes = Take(2, tag);
        return bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint ReadUInt32(bool bigEndian, DicomTag? tag = null)
    {
        var bytes = Take(4, tag);
        return bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public DicomFormatException Failure(DicomFailure reason, string message, DicomTag? tag = null) => new(reason, message, tag, Position);

    /// <summary>Reverses the bytes of each whole unit; what is left over stays.</summary>
    public static void SwapUnits(Span<byte> bytes, int unit)
    {
        for (var i = 0; i + unit <= bytes.Length; i += unit)
            bytes.Slice(i, unit).Reverse();
    }

    void Require(long length, DicomTag tag)
    {
        if (End is { } end && length > end - Position)
            throw Failure(DicomFailure.LengthBeyondEnd, $"Length {length}, {end - Position} bytes left.", tag);
        if (length > _maxBytes - Position)
            throw Failure(DicomFailure.TooLarge, $"Length {length} exceeds the {_maxBytes} bytes allowed in all.", tag);
    }

    void Walk(long length, DicomTag tag, ReadOnlySpanAction action)
    {
        while (length > 0)
        {
            var part = (int)Math.Min(length, Chunk);
            action(Take(part, tag));
            length -= part;
        }
    }

    void Consume(int length)
    {
        _start += length;
        _count -= length;
        Position += length;
    }

    bool Fill(int length)
    {
        if (_count >= length)
            return true;
        _window.AsSpan(_start, _count).CopyTo(_window);
        _start = 0;
        while (_count < length)
        {
            var read = ReadStream();
            if (read == 0)
                return false;
            _count += read;
            if (Position + _count > _maxBytes)
                throw Failure(DicomFailure.TooLarge, $"More than {_maxBytes} bytes.");
        }
        return true;
    }

    int ReadStream()
    {
        try
        {
            return _stream.Read(_window, _count, _window.Length - _count);
        }
        catch (InvalidDataException damaged)
        {
            throw new DicomFormatException(DicomFailure.Truncated, "The deflated data set cannot be inflated.", offset: Position, inner: damaged);
        }
    }

    delegate void ReadOnlySpanAction(ReadOnlySpan<byte> bytes);
}
