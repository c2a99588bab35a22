namespace Hengjian.Interop.Dicom.Sr;

/// <summary>Reads the content tree of a structured report. Its depth is bounded by that of the data set.</summary>
internal static class SrTreeReader
{
    static readonly Dictionary<string, SrValueType> ValueTypes = new()
    {
        ["CONTAINER"] = SrValueType.Container,
        ["CODE"] = SrValueType.Code,
        ["NUM"] = SrValueType.Num,
        ["TEXT"] = SrValueType.Text,
        ["PNAME"] = SrValueType.PName,
        ["DATE"] = SrValueType.Date,
        ["TIME"] = SrValueType.Time,
        ["DATETIME"] = SrValueType.DateTime,
        ["UIDREF"] = SrValueType.UidRef,
        ["IMAGE"] = SrValueType.Image,
        ["COMPOSITE"] = SrValueType.Composite,
        ["WAVEFORM"] = SrValueType.Waveform,
        ["SCOORD"] = SrValueType.Scoord,
        ["SCOORD3D"] = SrValueType.Scoord3D,
        ["TCOORD"] = SrValueType.Tcoord,
        ["TABLE"] = SrValueType.Table,
    };

    /// <summary>Reads the tree from its root, which is the data set itself.</summary>
    /// <exception cref="DicomFormatException">The root is no container, or an item has no value type and no target.</exception>
    public static SrContentItem Read(DicomDataset dataset)
    {
        var root = ReadItem(dataset);
        return root.ValueType == SrValueType.Container
            ? root
            : throw new DicomFormatException(DicomFailure.NotStructuredReport, "The root of the content tree is no container.", DicomTags.ValueType);
    }

    static SrContentItem ReadItem(DicomDataset item)
    {
        var type = TypeOf(item);
        var template = item.Item(DicomTags.ContentTemplateSequence);
        return new()
        {
            ValueType = type,
            Relationship = item.Text(DicomTags.RelationshipType),
            Concept = CodedConcept.Read(item.Item(DicomTags.ConceptNameCodeSequence)),
            Text = TextOf(type, item),
            Code = type == SrValueType.Code ? CodedConcept.Read(item.Item(DicomTags.ConceptCodeSequence)) : null,
            Number = type == SrValueType.Num ? NumberOf(item) : null,
            Reference = type is SrValueType.Image or SrValueType.Composite or SrValueType.Waveform
                ? ReferenceOf(item.Item(DicomTags.ReferencedSopSequence))
                : null,
            Region = type is SrValueType.Scoord or SrValueType.Scoord3D or SrValueType.Tcoord ? RegionOf(type, item) : null,
            TemplateId = template?.Text(DicomTags.TemplateIdentifier),
            TemplateResource = template?.Text(DicomTags.MappingResource),
            TemplateResourceUid = template?.Text(DicomTags.MappingResourceUid),
            ObservedAt = item.Text(DicomTags.ObservationDateTime),
            Target = Integers(item, DicomTags.ReferencedContentItemIdentifier),
            Children = [.. item.Items(DicomTags.ContentSequence).Select(ReadItem)],
        };
    }

    static SrValueType TypeOf(DicomDataset item)
    {
        if (item.Text(DicomTags.ValueType) is { } text && ValueTypes.TryGetValue(text, out var type))
            return type;
        return item.Find(DicomTags.ReferencedContentItemIdentifier) is not null
            ? SrValueType.Reference
            : throw new DicomFormatException(DicomFailure.NotStructuredReport, "A content item without a known value type.", DicomTags.ValueType);
    }

    static string? TextOf(SrValueType type, DicomDataset item) =>
        type switch
        {
            SrValueType.Container => item.Text(DicomTags.ContinuityOfContent),
            SrValueType.Text => item.Text(DicomTags.TextValue),
            SrValueType.PName => item.Text(DicomTags.PersonName),
            SrValueType.Date => item.Text(DicomTags.Date),
            SrValueType.Time => item.Text(DicomTags.Time),
            SrValueType.DateTime => item.Text(DicomTags.DateTime),
            SrValueType.UidRef => item.Text(DicomTags.Uid),
            _ => null,
        };

    static SrNumber? NumberOf(DicomDataset item)
    {
        var measured = item.Item(DicomTags.MeasuredValueSequence);
        var qualifier = CodedConcept.Read(item.Item(DicomTags.NumericValueQualifierCodeSequence));
        var text = measured?.Text(DicomTags.NumericValue);
        if (measured is null && qualifier is null)
            return null;
        var value =
            text is not null ? DicomNumbers.Parse(text)
            : measured?.Numbers(DicomTags.FloatingPointValue) is [var real, ..] && double.IsFinite(real) ? real
            : null;
        return new(text, value, CodedConcept.Read(measured?.Item(DicomTags.MeasurementUnitsCodeSequence)), qualifier);
    }

    static SrObjectReference? ReferenceOf(DicomDataset? item) =>
        item is null
            ? null
            : new(item.Text(DicomTags.ReferencedSopClassUid), item.Text(DicomTags.ReferencedSopInstanceUid))
            {
                Frames = Integers(item, DicomTags.ReferencedFrameNumber),
                Segments = Integers(item, DicomTags.ReferencedSegmentNumber),
                Channels = Integers(item, DicomTags.ReferencedWaveformChannels),
                AppliedTo = item.Item(DicomTags.ReferencedSopSequence) is { } state
                    ? new(state.Text(DicomTags.ReferencedSopClassUid), state.Text(DicomTags.ReferencedSopInstanceUid))
                    : null,
            };

    static SrRegion RegionOf(SrValueType type, DicomDataset item)
    {
        if (type != SrValueType.Tcoord)
            return new(item.Text(DicomTags.GraphicType), item.Numbers(DicomTags.GraphicData), []);
        IReadOnlyList<double>[] positions = [item.Numbers(DicomTags.ReferencedSamplePositions), item.Numbers(DicomTags.ReferencedTimeOffsets)];
        return new(
            item.Text(DicomTags.TemporalRangeType),
            Array.Find(positions, list => list.Count > 0) ?? [],
            item.Texts(DicomTags.ReferencedDateTime)
        );
    }

    /// <summary>The whole numbers of an element; others, and what no 32-bit number holds, are left out.</summary>
    static List<int> Integers(DicomDataset item, DicomTag tag) =>
        [
            .. item.Numbers(tag)
                .Where(number => number is >= int.MinValue and <= int.MaxValue && number == Math.Truncate(number))
                .Select(number => (int)number),
        ];
}
