using System.IO.Compression;

namespace Hengjian.Interop.Dicom;

/// <summary>
/// Reads DICOM Part 10 files (PS3.10 7). Tolerated: no preamble, no length of the meta information, no meta information at all when the data
/// set begins in group 0008, odd lengths, elements out of order. Everything else that breaks the encoding is refused.
/// </summary>
public static class DicomReader
{
    const int PreambleLength = 128;

    /// <summary>Reads one object from the rest of <paramref name="stream"/>, which stays open.</summary>
    /// <exception cref="DicomFormatException">The object cannot be read; nothing else is thrown for any content.</exception>
    public static DicomObject Read(Stream stream, DicomReadOptions? options = null)
    {
        options ??= DicomReadOptions.Default;
        var source = new DicomSource(stream, options.MaxBytes);
        var meta = ReadMeta(source, options);
        var syntax = SyntaxOf(meta, source);
        DicomDataset dataset;
        if (syntax.IsDeflated)
        {
            using var inflated = new DeflateStream(new RemainderStream(source), CompressionMode.Decompress);
            dataset = new DicomDatasetReader(new DicomSource(inflated, options.MaxBytes), options).ReadAll(syntax);
        }
        else
        {
            dataset = new DicomDatasetReader(source, options).ReadAll(syntax);
        }
        if (dataset.Elements.Count == 0)
            throw source.Failure(DicomFailure.NotDicom, "No data set.");
        return new(meta, dataset, syntax);
    }

    /// <summary>Reads one object from memory.</summary>
    /// <inheritdoc cref="Read(Stream, DicomReadOptions?)"/>
    public static DicomObject Read(byte[] bytes, DicomReadOptions? options = null)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return Read(stream, options);
    }

    static DicomDataset ReadMeta(DicomSource source, DicomReadOptions options)
    {
        var head = source.Peek(PreambleLength + 4);
        if (head.Length == PreambleLength + 4 && head[PreambleLength..].SequenceEqual("DICM"u8))
            source.Take(PreambleLength + 4, null);
        else if (!BeginsDataset(head, 0x02) && !BeginsDataset(head, 0x08))
            throw source.Failure(DicomFailure.NotDicom, "Neither a Part 10 file nor a data set that begins in group 0002 or 0008.");
        return new DicomDatasetReader(source, options).ReadMeta();
    }

    static DicomTransferSyntax SyntaxOf(DicomDataset meta, DicomSource source)
    {
        if (meta.Text(DicomTags.TransferSyntaxUid) is { } uid)
        {
            return DicomTransferSyntax.Find(uid)
                ?? throw new DicomFormatException(DicomFailure.UnsupportedTransferSyntax, $"Transfer syntax {uid}.", DicomTags.TransferSyntaxUid);
        }
        var head = source.Peek(8);
        if (!BeginsDataset(head, 0x08))
            throw source.Failure(DicomFailure.NotDicom, "No transfer syntax, and the data set does not begin in group 0008.");
        return DicomVrs.TryParse(head[4], head[5], out _) ? DicomTransferSyntax.ExplicitLittleEndian : DicomTransferSyntax.ImplicitLittleEndian;
    }

    /// <summary>True where the bytes begin with a little-endian element of the group, known to the standard, with a representation or a length below 64 KiB.</summary>
    static bool BeginsDataset(ReadOnlySpan<byte> head, byte group)
    {
        if (head.Length < 8 || head[0] != group || head[1] != 0 || head[3] > 0x02)
            return false;
        var isExplicit = DicomVrs.TryParse(head[4], head[5], out var vr);
        return isExplicit
            ? group == 0x02 || vr == DicomVrDictionary.Find(new(group, (ushort)(head[2] | (head[3] << 8))))
            : group == 0x08 && head[6] == 0 && head[7] == 0 && DicomVrDictionary.Find(new(group, (ushort)(head[2] | (head[3] << 8)))) != DicomVr.UN;
    }

    /// <summary>What a source still holds, as the stream that inflation needs.</summary>
    sealed class RemainderStream(DicomSource source) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => source.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var available = source.Peek(1).Length == 0 ? 0 : source.Buffered;
            var length = Math.Min(available, count);
            source.Take(length, null).CopyTo(buffer.AsSpan(offset));
            return length;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
