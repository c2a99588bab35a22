using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Hengjian.Interop.Dicom.Writing;

/// <summary>Writes data sets as Part 10 files (PS3.10 7): structured reports of the demonstration, samples, test data.</summary>
public static class DicomWriter
{
    /// <summary>Our own implementation class, from a fixed UUID (PS3.5 B.2).</summary>
    const string ImplementationClassUid = "2.25.118276541098543204637218655073349914881";

    const string ImplementationVersion = "HENGJIAN_1";

    /// <summary>Writes one object. Texts are encoded in <paramref name="characterSet"/>, which the data set then declares.</summary>
    /// <param name="dataset">The data set; its SOP class and instance name the file.</param>
    /// <param name="syntax">Explicit little endian where null.</param>
    /// <param name="characterSet">ISO_IR 192 (UTF-8) or GB18030.</param>
    /// <exception cref="ArgumentException">The character set is another.</exception>
    /// <exception cref="InvalidOperationException">Binary data that was not held, or a value too long for its representation.</exception>
    public static byte[] Write(DicomDataset dataset, DicomTransferSyntax? syntax = null, string characterSet = "ISO_IR 192")
    {
        syntax ??= DicomTransferSyntax.ExplicitLittleEndian;
        var encoding = characterSet switch
        {
            "ISO_IR 192" => new UTF8Encoding(false, true),
            "GB18030" => CodePagesEncodingProvider.Instance.GetEncoding(54936)!,
            _ => throw new ArgumentException($"Character set {characterSet}.", nameof(characterSet)),
        };
        using var file = new MemoryStream();
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        WriteMeta(file, dataset, syntax);

        using var body = new MemoryStream();
        new ElementWriter(body, syntax, encoding).WriteAll(Declaring(dataset, characterSet));
        if (syntax.IsDeflated)
        {
            using var deflated = new DeflateStream(file, CompressionLevel.Optimal, leaveOpen: true);
            body.WriteTo(deflated);
        }
        else
        {
            body.WriteTo(file);
        }
        return file.ToArray();
    }

    static void WriteMeta(MemoryStream file, DicomDataset dataset, DicomTransferSyntax syntax)
    {
        using var body = new MemoryStream();
        var writer = new ElementWriter(body, DicomTransferSyntax.ExplicitLittleEndian, Encoding.ASCII);
        writer.Write(new(new(0x0002, 0x0001), DicomVr.OB) { Bytes = new byte[] { 0, 1 } });
        writer.Write(new(new(0x0002, 0x0002), DicomVr.UI) { Texts = dataset.Texts(DicomTags.SopClassUid) });
        writer.Write(new(new(0x0002, 0x0003), DicomVr.UI) { Texts = dataset.Texts(DicomTags.SopInstanceUid) });
        writer.Write(new(DicomTags.TransferSyntaxUid, DicomVr.UI) { Texts = [syntax.Uid] });
        writer.Write(new(new(0x0002, 0x0012), DicomVr.UI) { Texts = [ImplementationClassUid] });
        writer.Write(new(new(0x0002, 0x0013), DicomVr.SH) { Texts = [ImplementationVersion] });
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)body.Length);
        new ElementWriter(file, DicomTransferSyntax.ExplicitLittleEndian, Encoding.ASCII).Write(
            new(new(0x0002, 0x0000), DicomVr.UL) { Bytes = length }
        );
        body.WriteTo(file);
    }

    /// <summary>The data set with the character set as its (0008,0005); items that declare their own lose it, as all texts are in one.</summary>
    static DicomDataset Declaring(DicomDataset dataset, string? characterSet)
    {
        var declaring = new DicomDataset();
        if (characterSet is not null)
            declaring.Add(new(DicomTags.SpecificCharacterSet, DicomVr.CS) { Texts = [characterSet] });
        foreach (var element in dataset.Elements.Where(element => element.Tag != DicomTags.SpecificCharacterSet))
        {
            declaring.Add(
                element.Items.Count == 0 ? element : new(element.Tag, element.Vr) { Items = [.. element.Items.Select(item => Declaring(item, null))] }
            );
        }
        declaring.Seal();
        return declaring;
    }

    sealed class ElementWriter(MemoryStream stream, DicomTransferSyntax syntax, Encoding encoding)
    {
        const uint Undefined = 0xFFFFFFFF;

        public void WriteAll(DicomDataset dataset)
        {
            foreach (var element in dataset.Elements)
                Write(element);
        }

        public void Write(DicomElement element)
        {
            if (element.Vr == DicomVr.SQ)
            {
                WriteHeader(element.Tag, element.Vr, Undefined);
                foreach (var item in element.Items)
                {
                    WriteMarker(DicomTags.Item, Undefined);
                    WriteAll(item);
                    WriteMarker(DicomTags.ItemDelimitation, 0);
                }
                WriteMarker(DicomTags.SequenceDelimitation, 0);
                return;
            }
            if (element.Bulk is not null)
                throw new InvalidOperationException($"{element.Tag} was not held.");
            var bytes = DicomVrs.IsText(element.Vr) ? Encode(element) : Padded(element.Bytes.ToArray(), 0);
            if (syntax.IsBigEndian && DicomVrs.UnitSize(element.Vr) is > 1 and var unit)
                DicomSource.SwapUnits(bytes, unit);
            WriteHeader(element.Tag, element.Vr, (uint)bytes.Length);
            stream.Write(bytes);
        }

        byte[] Encode(DicomElement element) =>
            Padded(encoding.GetBytes(string.Join('\\', element.Texts)), element.Vr == DicomVr.UI ? (byte)0 : (byte)' ');

        static byte[] Padded(byte[] bytes, byte padding) => bytes.Length % 2 == 0 ? bytes : [.. bytes, padding];

        void WriteHeader(DicomTag tag, DicomVr vr, uint length)
        {
            WriteTag(tag);
            if (!syntax.IsExplicit)
            {
                WriteUInt32(length);
                return;
            }
            stream.Write(Encoding.ASCII.GetBytes(vr.ToString()));
            if (DicomVrs.HasLongLength(vr))
            {
                WriteUInt16(0);
                WriteUInt32(length);
            }
            else
            {
                WriteUInt16(length <= ushort.MaxValue ? (ushort)length : throw new InvalidOperationException($"{tag} is too long for {vr}."));
            }
        }

        void WriteMarker(DicomTag tag, uint length)
        {
            WriteTag(tag);
            WriteUInt32(length);
        }

        void WriteTag(DicomTag tag)
        {
            WriteUInt16(tag.Group);
            WriteUInt16(tag.Element);
        }

        void WriteUInt16(ushort value)
        {
            Span<byte> bytes = stackalloc byte[2];
            if (syntax.IsBigEndian)
                BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
            stream.Write(bytes);
        }

        void WriteUInt32(uint value)
        {
            Span<byte> bytes = stackalloc byte[4];
            if (syntax.IsBigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
