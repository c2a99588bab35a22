using System.Security.Cryptography;
using Hengjian.Interop.Dicom.Charsets;

namespace Hengjian.Interop.Dicom;

/// <summary>
/// Reads elements, sequences and items (PS3.5 7). Recursion is bounded by <see cref="DicomReadOptions.MaxDepth"/>, every loop consumes input,
/// and every length is held against the innermost boundary that is known.
/// </summary>
internal sealed class DicomDatasetReader(DicomSource source, DicomReadOptions options)
{
    const uint Undefined = 0xFFFFFFFF;

    int _elements;
    long _held;

    /// <summary>Reads the meta information: explicit little endian, as long as group 0002 goes on, whatever length it states.</summary>
    public DicomDataset ReadMeta()
    {
        var meta = new DicomDataset();
        while (source.Peek(2) is [0x02, 0x00])
            ReadElement(meta, DicomTransferSyntax.ExplicitLittleEndian, long.MaxValue, 0);
        Seal(meta, DicomTransferSyntax.ExplicitLittleEndian);
        DicomTextDecoder.DecodeAll(meta, options);
        return meta;
    }

    /// <summary>Reads the data set to the end of the input and decodes its texts.</summary>
    public DicomDataset ReadAll(DicomTransferSyntax syntax)
    {
        var dataset = new DicomDataset();
        while (!source.AtEnd)
            ReadElement(dataset, syntax, source.End ?? long.MaxValue, 0);
        Seal(dataset, syntax);
        DicomTextDecoder.DecodeAll(dataset, options);
        return dataset;
    }

    void ReadElement(DicomDataset dataset, DicomTransferSyntax syntax, long boundary, int depth)
    {
        var tag = ReadTag(syntax, boundary);
        if (tag.Group == 0xFFFE)
            throw source.Failure(DicomFailure.MalformedSequence, "An item or delimiter outside a sequence.", tag);
        ReadElement(dataset, tag, syntax, boundary, depth);
    }

    void ReadElement(DicomDataset dataset, DicomTag tag, DicomTransferSyntax syntax, long boundary, int depth)
    {
        Count(tag);
        var (vr, length) = ReadHeader(tag, syntax, boundary);
        if (length != Undefined && length > boundary - source.Position)
            throw source.Failure(DicomFailure.LengthBeyondEnd, $"Length {length}, {boundary - source.Position} bytes left.", tag);

        var element = ReadValue(tag, vr, length, syntax, boundary, depth);
        if (tag.Element != 0 && tag != DicomTags.DataSetTrailingPadding)
            dataset.Add(element);
    }

    (DicomVr Vr, uint Length) ReadHeader(DicomTag tag, DicomTransferSyntax syntax, long boundary)
    {
        if (!syntax.IsExplicit)
        {
            Within(4, boundary, tag);
            return (DicomVrDictionary.Find(tag), source.ReadUInt32(syntax.IsBigEndian, tag));
        }
        Within(4, boundary, tag);
        var letters = source.Take(2, tag);
        var (first, second) = (letters[0], letters[1]);
        var known = DicomVrs.TryParse(first, second, out var vr);

        // Representations of future editions have two letters and a 32-bit length (PS3.5 6.2); devices that write blanks or zeros keep to 16 bits.
        var isLong = known ? DicomVrs.HasLongLength(vr) : char.IsAsciiLetterUpper((char)first) && char.IsAsciiLetterUpper((char)second);
        if (!isLong)
            return (known ? vr : DicomVr.UN, source.ReadUInt16(syntax.IsBigEndian, tag));
        Within(6, boundary, tag);
        source.Take(2, tag);
        return (vr, source.ReadUInt32(syntax.IsBigEndian, tag));
    }

    DicomElement ReadValue(DicomTag tag, DicomVr vr, uint length, DicomTransferSyntax syntax, long boundary, int depth)
    {
        var offset = source.Position;
        if (vr == DicomVr.UN && syntax.IsExplicit && length != Undefined && DicomVrDictionary.Find(tag) is not DicomVr.UN and var standard)
        {
            // An element a sender did not know is sent as UN in implicit little endian (PS3.5 6.2.2).
            (vr, syntax) = (standard, DicomTransferSyntax.ImplicitLittleEndian);
        }
        if (vr == DicomVr.UN && length == Undefined)
            (vr, syntax) = (DicomVr.SQ, DicomTransferSyntax.ImplicitLittleEndian);
        if (vr == DicomVr.SQ)
            return new(tag, vr) { Offset = offset, Items = ReadSequence(tag, length, syntax, boundary, depth + 1) };

        if (length == Undefined)
        {
            if (!DicomTags.IsPixelData(tag))
                throw source.Failure(DicomFailure.MalformedSequence, $"Undefined length of a value of representation {vr}.", tag);
            return new(tag, vr) { Offset = offset, Bulk = SkipFragments(tag, syntax, boundary) };
        }
        var unit = syntax.IsBigEndian ? DicomVrs.UnitSize(vr) : 1;
        if (IsBulk(tag, vr, length))
            return new(tag, vr) { Offset = offset, Bulk = Skip(tag, length, unit) };
        if (length > options.MaxTextBytes)
            throw source.Failure(DicomFailure.TextTooLong, $"{length} bytes, {options.MaxTextBytes} allowed.", tag);
        _held += length;
        if (_held > options.MaxHeldBytes)
            throw source.Failure(DicomFailure.TooLarge, $"Values of more than {options.MaxHeldBytes} bytes.", tag);
        var bytes = source.Read(length, tag);
        DicomSource.SwapUnits(bytes, unit > 1 ? unit : bytes.Length + 1);
        return new(tag, vr) { Offset = offset, Bytes = bytes };
    }

    bool IsBulk(DicomTag tag, DicomVr vr, uint length) =>
        DicomTags.IsPixelData(tag)
        || (DicomVrs.IsOpaque(vr) && length > options.BulkThreshold)
        || (!DicomVrs.IsText(vr) && length > options.MaxTextBytes);

    List<DicomDataset> ReadSequence(DicomTag tag, uint length, DicomTransferSyntax syntax, long boundary, int depth)
    {
        if (depth > options.MaxDepth)
            throw source.Failure(DicomFailure.TooDeep, $"Sequences deeper than {options.MaxDepth}.", tag);
        var items = new List<DicomDataset>();
        var end = length == Undefined ? boundary : source.Position + length;
        while (length == Undefined || source.Position < end)
        {
            var marker = ReadTag(syntax, end);
            Within(4, end, tag);
            var itemLength = source.ReadUInt32(syntax.IsBigEndian, tag);
            if (marker == DicomTags.SequenceDelimitation && length == Undefined)
                return items;
            if (marker != DicomTags.Item)
                throw source.Failure(DicomFailure.MalformedSequence, $"{marker} where an item must stand.", tag);
            Count(tag);
            items.Add(ReadItem(tag, itemLength, syntax, end, depth));
        }
        return items;
    }

    DicomDataset ReadItem(DicomTag sequence, uint length, DicomTransferSyntax syntax, long boundary, int depth)
    {
        if (length != Undefined && length > boundary - source.Position)
            throw source.Failure(DicomFailure.LengthBeyondEnd, $"Item of {length} bytes, {boundary - source.Position} left.", sequence);
        var item = new DicomDataset();
        var end = length == Undefined ? boundary : source.Position + length;
        while (length == Undefined || source.Position < end)
        {
            var tag = ReadTag(syntax, end);
            if (tag == DicomTags.ItemDelimitation && length == Undefined)
            {
                Within(4, end, sequence);
                source.ReadUInt32(syntax.IsBigEndian, sequence);
                break;
            }
            if (tag.Group == 0xFFFE)
                throw source.Failure(DicomFailure.MalformedSequence, $"{tag} inside an item.", sequence);
            ReadElement(item, tag, syntax, end, depth);
        }
        Seal(item, syntax);
        return item;
    }

    /// <summary>Skips encapsulated pixel data: fragments up to the delimiter (PS3.5 A.4). The hash covers fragment lengths and bytes.</summary>
    DicomBulk SkipFragments(DicomTag tag, DicomTransferSyntax syntax, long boundary)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var total = 0L;
        while (true)
        {
            var marker = ReadTag(syntax, boundary);
            Within(4, boundary, tag);
            var length = source.ReadUInt32(syntax.IsBigEndian, tag);
            if (marker == DicomTags.SequenceDelimitation)
                return new(total, Convert.ToHexStringLower(hash.GetHashAndReset()), null);
            if (marker != DicomTags.Item || length == Undefined)
                throw source.Failure(DicomFailure.MalformedSequence, $"{marker} where a fragment must stand.", tag);
            if (length > boundary - source.Position)
                throw source.Failure(DicomFailure.LengthBeyondEnd, $"Fragment of {length} bytes, {boundary - source.Position} left.", tag);
            Count(tag);
            hash.AppendData(BitConverter.GetBytes(length));
            source.Skip(length, tag, hash, 1);
            total += length;
        }
    }

    DicomBulk Skip(DicomTag tag, uint length, int unit)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        source.Skip(length, tag, hash, unit);
        return new(length, Convert.ToHexStringLower(hash.GetHashAndReset()), null);
    }

    DicomTag ReadTag(DicomTransferSyntax syntax, long boundary)
    {
        Within(4, boundary, null);
        var group = source.ReadUInt16(syntax.IsBigEndian);
        return new(group, source.ReadUInt16(syntax.IsBigEndian));
    }

    void Within(int length, long boundary, DicomTag? tag)
    {
        if (length > boundary - source.Position)
            throw source.Failure(DicomFailure.LengthBeyondEnd, $"{length} bytes expected, {boundary - source.Position} left.", tag);
    }

    void Count(DicomTag tag)
    {
        if (++_elements > options.MaxElements)
            throw source.Failure(DicomFailure.TooManyElements, $"More than {options.MaxElements} elements and items.", tag);
    }

    static void Seal(DicomDataset dataset, DicomTransferSyntax syntax)
    {
        if (dataset.Seal() is { } twice)
            throw new DicomFormatException(DicomFailure.DuplicateElement, "The element occurs twice.", twice.Tag, twice.Offset);
        if (syntax.IsExplicit || dataset.Numbers(DicomTags.PixelRepresentation) is not [1])
            return;
        foreach (var element in dataset.Elements.Where(element => DicomVrDictionary.MayBeSigned(element.Tag)))
            element.Vr = DicomVr.SS;
    }
}
