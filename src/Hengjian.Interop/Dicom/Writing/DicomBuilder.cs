using System.Buffers.Binary;

namespace Hengjian.Interop.Dicom.Writing;

/// <summary>Builds a data set element by element, in any order; representations come from the dictionary.</summary>
internal sealed class DicomBuilder
{
    readonly DicomDataset _dataset = new();

    /// <summary>Adds text values; null values are left out, and an element without any is written empty.</summary>
    public DicomBuilder Text(DicomTag tag, params string?[] values)
    {
        _dataset.Add(new(tag, DicomVrDictionary.Find(tag)) { Texts = [.. values.OfType<string>()] });
        return this;
    }

    public DicomBuilder UInt16(DicomTag tag, ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Bytes(tag, DicomVr.US, bytes);
    }

    public DicomBuilder Bytes(DicomTag tag, DicomVr vr, byte[] bytes)
    {
        _dataset.Add(new(tag, vr) { Bytes = bytes });
        return this;
    }

    public DicomBuilder Sequence(DicomTag tag, params IEnumerable<DicomDataset> items)
    {
        _dataset.Add(new(tag, DicomVr.SQ) { Items = [.. items] });
        return this;
    }

    /// <exception cref="InvalidOperationException">A tag was added twice.</exception>
    public DicomDataset Build() => _dataset.Seal() is { } twice ? throw new InvalidOperationException($"{twice.Tag} twice.") : _dataset;
}
