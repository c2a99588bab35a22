using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hengjian.Interop.Dicom;

/// <summary>
/// A digest of what an object says, not of how it was sent: equal for the same data set in implicit, explicit, deflated and big-endian form,
/// in another character set, and as DICOM JSON. It covers tags, values and order of items; pixel data by the SHA-256 of its bytes. Numbers
/// in DS and IS count by value. Left out: meta information, group lengths, trailing padding, (0008,0005). It differs where pixel data was
/// compressed another way, where JSON replaced data by a URI, and for private elements sent once with and once without representation.
/// </summary>
public static class DicomDigest
{
    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Compute(DicomDataset dataset)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, dataset);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static void Append(IncrementalHash hash, DicomDataset dataset)
    {
        var elements = dataset.Elements.Where(element => element.Tag != DicomTags.SpecificCharacterSet).ToList();
        Append(hash, elements.Count);
        foreach (var element in elements)
        {
            Append(hash, unchecked((int)element.Tag.Number));
            Append(hash, element);
        }
    }

    static void Append(IncrementalHash hash, DicomElement element)
    {
        if (element.Vr == DicomVr.SQ)
        {
            hash.AppendData("S"u8);
            Append(hash, element.Items.Count);
            foreach (var item in element.Items)
                Append(hash, item);
        }
        else if (element.Bulk is { Uri: { } uri })
        {
            hash.AppendData("U"u8);
            Append(hash, uri);
        }
        else if (DicomVrs.IsText(element.Vr))
        {
            hash.AppendData("T"u8);
            Append(hash, element.Texts.Count);
            foreach (var text in element.Texts)
                Append(hash, element.Vr is DicomVr.DS or DicomVr.IS ? DicomNumbers.Canonical(text) : text);
        }
        else
        {
            hash.AppendData("B"u8);
            hash.AppendData(element.Bulk is { Sha256: { } known } ? Convert.FromHexString(known) : SHA256.HashData(element.Bytes.Span));
        }
    }

    static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
