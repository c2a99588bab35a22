namespace Hengjian.Interop.Dicom.Sr;

/// <summary>Value types of content items (PS3.3 table C.17.3-7); Reference marks an item that points to another item of the same tree.</summary>
public enum SrValueType
{
    Container,
    Code,
    Num,
    Text,
    PName,
    Date,
    Time,
    DateTime,
    UidRef,
    Image,
    Composite,
    Waveform,
    Scoord,
    Scoord3D,
    Tcoord,
    Table,
    Reference,
}

/// <summary>A numeric value: as written, as a number where it is one, its unit and, where it could not be measured, the reason.</summary>
public sealed record SrNumber(string? Text, double? Value, CodedConcept? Unit, CodedConcept? Qualifier);

/// <summary>A reference to another object, with frames, segments or waveform channels where stated.</summary>
public sealed record SrObjectReference(string? SopClassUid, string? SopInstanceUid)
{
    public IReadOnlyList<int> Frames { get; init; } = [];

    public IReadOnlyList<int> Segments { get; init; } = [];

    /// <summary>Multiplex group and channel, in turn.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [];

    /// <summary>A presentation state or real-world map to be applied to the object, where stated.</summary>
    public SrObjectReference? AppliedTo { get; init; }
}

/// <summary>A region: graphic type and coordinates, in pixels (pairs), millimetres (triples) or positions in time.</summary>
public sealed record SrRegion(string? Type, IReadOnlyList<double> Coordinates, IReadOnlyList<string> Times);

/// <summary>One content item of a structured report with its descendants (PS3.3 C.17.3). The form of the value follows the value type.</summary>
public sealed record SrContentItem
{
    public required SrValueType ValueType { get; init; }

    /// <summary>Relationship to the parent, for example CONTAINS; null for the root.</summary>
    public string? Relationship { get; init; }

    public CodedConcept? Concept { get; init; }

    /// <summary>The value of TEXT, PNAME, DATE, TIME, DATETIME and UIDREF; the continuity of a CONTAINER.</summary>
    public string? Text { get; init; }

    /// <summary>The value of CODE.</summary>
    public CodedConcept? Code { get; init; }

    /// <summary>The value of NUM; null also where a NUM holds none.</summary>
    public SrNumber? Number { get; init; }

    /// <summary>The objects of IMAGE, COMPOSITE and WAVEFORM.</summary>
    public SrObjectReference? Reference { get; init; }

    /// <summary>The region of SCOORD, SCOORD3D and TCOORD.</summary>
    public SrRegion? Region { get; init; }

    /// <summary>Template that shaped the item, for example 1500 of DCMR, where stated.</summary>
    public string? TemplateId { get; init; }

    public string? TemplateResource { get; init; }

    public string? TemplateResourceUid { get; init; }

    /// <summary>When it was observed, as written, where stated.</summary>
    public string? ObservedAt { get; init; }

    /// <summary>For a Reference: position of the item meant, from the root (1) down.</summary>
    public IReadOnlyList<int> Target { get; init; } = [];

    public IReadOnlyList<SrContentItem> Children { get; init; } = [];

    /// <summary>This item and all below it, parents first.</summary>
    public IEnumerable<SrContentItem> SelfAndDescendants() => Children.SelectMany(child => child.SelfAndDescendants()).Prepend(this);

    /// <summary>The first child with the concept, or null.</summary>
    internal SrContentItem? Child(CodedConcept concept) => Children.FirstOrDefault(child => child.Is(concept));

    internal bool Is(CodedConcept concept) => Concept is { } own && own.Is(concept);
}
