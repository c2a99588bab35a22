using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace Hengjian.Interop.Dicom.Json;

/// <summary>Binary numbers and tags in DICOM JSON (PS3.18 table F.2.3-1) and as little-endian bytes.</summary>
internal static class DicomJsonNumbers
{
    /// <summary>The bytes of the values; null in the array is refused, as a binary list has no empty places.</summary>
    /// <exception cref="DicomFormatException">A value has another type or is out of range.</exception>
    public static byte[] Encode(DicomTag tag, DicomVr vr, JsonElement[] values)
    {
        var size = vr == DicomVr.AT ? 4 : DicomVrs.UnitSize(vr);
        var bytes = new byte[values.Length * size];
        var offset = 0;
        foreach (var value in values)
        {
            if (!TryEncode(vr, value, bytes.AsSpan(offset, size)))
                throw new DicomFormatException(DicomFailure.InvalidValue, $"A value that is none of representation {vr}.", tag);
            offset += size;
        }
        return bytes;
    }

    /// <summary>Writes one element's values; the representation is a binary number or a tag.</summary>
    public static void Write(Utf8JsonWriter json, DicomElement element)
    {
        if (element.Vr == DicomVr.AT)
        {
            for (var i = 0; i + 4 <= element.Bytes.Length; i += 4)
                json.WriteStringValue(TagAt(element.Bytes.Span[i..]).Key);
            return;
        }
        var size = DicomVrs.UnitSize(element.Vr);
        for (var i = 0; i + size <= element.Bytes.Length; i += size)
            Write(json, element.Vr, element.Bytes.Span.Slice(i, size));
    }

    static DicomTag TagAt(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));

    static void Write(Utf8JsonWriter json, DicomVr vr, ReadOnlySpan<byte> bytes)
    {
        switch (vr)
        {
            case DicomVr.FL:
                WriteReal(
                    json,
                    BinaryPrimitives.ReadSingleLittleEndian(bytes),
                    BinaryPrimitives.ReadSingleLittleEndian(bytes).ToString("R", CultureInfo.InvariantCulture)
                );
                break;
            case DicomVr.FD:
                WriteReal(
                    json,
                    BinaryPrimitives.ReadDoubleLittleEndian(bytes),
                    BinaryPrimitives.ReadDoubleLittleEndian(bytes).ToString("R", CultureInfo.InvariantCulture)
                );
                break;
            case DicomVr.UV:
                json.WriteNumberValue(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                break;
            default:
                json.WriteNumberValue(Integer(vr, bytes));
                break;
        }
    }

    static void WriteReal(Utf8JsonWriter json, double value, string text)
    {
        if (double.IsFinite(value))
            json.WriteRawValue(text);
        else
            json.WriteStringValue(
                double.IsNaN(value) ? "NaN"
                : value > 0 ? "Infinity"
                : "-Infinity"
            );
    }

    static long Integer(DicomVr vr, ReadOnlySpan<byte> bytes) =>
        vr switch
        {
            DicomVr.SS => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            DicomVr.US => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            DicomVr.SL => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            DicomVr.UL => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };

    static bool TryEncode(DicomVr vr, JsonElement value, Span<byte> bytes)
    {
        if (vr == DicomVr.AT)
        {
            if (value.ValueKind != JsonValueKind.String || !DicomTag.TryParseKey(value.GetString(), out var tag))
                return false;
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], tag.Element);
            return true;
        }
        return vr is DicomVr.FL or DicomVr.FD
            ? TryEncodeReal(vr, value, bytes)
            : value.ValueKind == JsonValueKind.Number && TryEncodeInteger(vr, value, bytes);
    }

    static bool TryEncodeReal(DicomVr vr, JsonElement value, Span<byte> bytes)
    {
        double? real = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out var finite) && double.IsFinite(vr == DicomVr.FL ? (float)finite : finite) => finite,
            JsonValueKind.String => value.GetString() switch
            {
                "NaN" => double.NaN,
                "Infinity" or "inf" => double.PositiveInfinity,
                "-Infinity" or "-inf" => double.NegativeInfinity,
                _ => null,
            },
            _ => null,
        };
        if (real is not { } number)
            return false;
        if (vr == DicomVr.FL)
            BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)number);
        else
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
        return true;
    }

    static bool TryEncodeInteger(DicomVr vr, JsonElement value, Span<byte> bytes)
    {
        if (vr == DicomVr.UV)
            return value.TryGetUInt64(out var unsigned) && BinaryPrimitives.TryWriteUInt64LittleEndian(bytes, unsigned);
        if (!value.TryGetInt64(out var number))
            return false;
        switch (vr)
        {
            case DicomVr.SS when number is >= short.MinValue and <= short.MaxValue:
            case DicomVr.US when number is >= 0 and <= ushort.MaxValue:
                BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)number);
                return true;
            case DicomVr.SL when number is >= int.MinValue and <= int.MaxValue:
            case DicomVr.UL when number is >= 0 and <= uint.MaxValue:
                BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)number);
                return true;
            case DicomVr.SV:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
                return true;
            default:
                return false;
        }
    }
}
