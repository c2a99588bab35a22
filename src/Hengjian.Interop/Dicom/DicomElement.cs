using System.Buffers.Binary;

namespace Hengjian.Interop.Dicom;

/// <summary>Binary data that was not held: its length in bytes, its SHA-256 in lower-case hexadecimal, or where JSON says it may be fetched.</summary>
public sealed record DicomBulk(long Length, string? Sha256, string? Uri);

/// <summary>One data element. Exactly one of the four forms of a value is filled, by its representation.</summary>
public sealed class DicomElement
{
    internal DicomElement(DicomTag tag, DicomVr vr)
    {
        Tag = tag;
        Vr = vr;
    }

    public DicomTag Tag { get; }

    public DicomVr Vr { get; internal set; }

    /// <summary>Values of a text representation, decoded and without padding; empty values stay as empty strings.</summary>
    public IReadOnlyList<string> Texts { get; internal set; } = [];

    /// <summary>A binary value, little endian whatever the transfer syntax.</summary>
    public ReadOnlyMemory<byte> Bytes { get; internal set; }

    /// <summary>Items of a sequence.</summary>
    public IReadOnlyList<DicomDataset> Items { get; internal set; } = [];

    /// <summary>What is known of binary data that was skipped; null when the value is held.</summary>
    public DicomBulk? Bulk { get; internal set; }

    /// <summary>Where the value stood in the input, for error messages; null in JSON.</summary>
    internal long? Offset { get; init; }

    /// <summary>The value as numbers: of binary numbers, or of decimal and integer strings (NaN where one is none). Empty for others.</summary>
    public IReadOnlyList<double> Numbers()
    {
        if (Vr is DicomVr.DS or DicomVr.IS)
            return [.. Texts.Select(text => DicomNumbers.Parse(text) ?? double.NaN)];
        var size = DicomVrs.UnitSize(Vr);
        if (size == 1 || DicomVrs.IsOpaque(Vr) || Vr == DicomVr.AT)
            return [];
        var values = new double[Bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
            values[i] = Number(Bytes.Span.Slice(i * size, size));
        return values;
    }

    double Number(ReadOnlySpan<byte> bytes) =>
        Vr switch
        {
            DicomVr.SS => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            DicomVr.US => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            DicomVr.SL => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            DicomVr.UL => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            DicomVr.SV => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            DicomVr.UV => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            DicomVr.FL => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };
}
