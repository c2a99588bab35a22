using System.Buffers.Binary;
using System.Text;

namespace Hengjian.Tests.Dicom;

/// <summary>Part 10 files byte by byte, so that a test can break one rule and keep the others.</summary>
internal static class RawDicom
{
    public const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";
    public const string ImplicitLittleEndian = "1.2.840.10008.1.2";
    public const string Deflated = "1.2.840.10008.1.2.1.99";
    public const uint Undefined = 0xFFFFFFFF;

    public static byte[] File(params byte[][] elements) => FileIn(ExplicitLittleEndian, elements);

    public static byte[] FileIn(string syntax, params byte[][] elements) =>
        [.. new byte[128], .. "DICM"u8, .. Meta(syntax), .. elements.SelectMany(element => element)];

    public static byte[] Meta(string syntax) => Short(0x0002, 0x0010, "UI", Even(Encoding.ASCII.GetBytes(syntax), 0));

    /// <summary>An explicit element with a 16-bit length.</summary>
    public static byte[] Short(ushort group, ushort element, string vr, byte[] value) => Short(group, element, vr, (ushort)value.Length, value);

    public static byte[] Short(ushort group, ushort element, string vr, ushort length, byte[] value) =>
        [.. UInt16(group), .. UInt16(element), .. Encoding.ASCII.GetBytes(vr), .. UInt16(length), .. value];

    public static byte[] Short(ushort group, ushort element, string vr, string value) =>
        Short(group, element, vr, Even(Encoding.ASCII.GetBytes(value), (byte)' '));

    /// <summary>An explicit element with a 32-bit length.</summary>
    public static byte[] Long(ushort group, ushort element, string vr, uint length, byte[] value) =>
        [.. UInt16(group), .. UInt16(element), .. Encoding.ASCII.GetBytes(vr), 0, 0, .. UInt32(length), .. value];

    /// <summary>An implicit element.</summary>
    public static byte[] Implicit(ushort group, ushort element, uint length, byte[] value) =>
        [.. UInt16(group), .. UInt16(element), .. UInt32(length), .. value];

    public static byte[] Item(uint length, params byte[][] content) => [.. Implicit(0xFFFE, 0xE000, length, []), .. content.SelectMany(part => part)];

    public static byte[] ItemEnd => Implicit(0xFFFE, 0xE00D, 0, []);

    public static byte[] SequenceEnd => Implicit(0xFFFE, 0xE0DD, 0, []);

    /// <summary>Sequences of undefined length inside each other, ended or not.</summary>
    public static byte[] Nested(int depth, bool ended)
    {
        using var bytes = new MemoryStream();
        for (var i = 0; i < depth; i++)
        {
            bytes.Write(Long(0x0040, 0xA730, "SQ", Undefined, []));
            bytes.Write(Item(Undefined));
        }
        for (var i = 0; ended && i < depth; i++)
        {
            bytes.Write(ItemEnd);
            bytes.Write(SequenceEnd);
        }
        return bytes.ToArray();
    }

    public static byte[] UInt16(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    static byte[] Even(byte[] bytes, byte padding) => bytes.Length % 2 == 0 ? bytes : [.. bytes, padding];
}
