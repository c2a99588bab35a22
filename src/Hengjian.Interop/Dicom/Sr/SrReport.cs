namespace Hengjian.Interop.Dicom.Sr;

/// <summary>Completion flag (0040,A491).</summary>
public enum SrCompletion
{
    NotStated,
    Partial,
    Complete,
}

/// <summary>Preliminary flag (0040,A496): whether its author will say more. A final report is still no final diagnosis.</summary>
public enum SrPreliminary
{
    NotStated,
    Preliminary,
    Final,
}

/// <summary>Who made the observations (TID 1002): a person or, by TID 1004, a device.</summary>
public sealed record SrObserver
{
    public required bool IsDevice { get; init; }

    /// <summary>A person's name in DICOM form, or a device's.</summary>
    public string? Name { get; init; }

    public string? Organization { get; init; }

    public string? DeviceUid { get; init; }

    public string? Manufacturer { get; init; }

    public string? ModelName { get; init; }

    public string? SerialNumber { get; init; }
}

/// <summary>Someone who verified the report (0040,A073).</summary>
public sealed record SrVerifyingObserver(DicomPersonName? Name, string? Organization, DateTime? LocalTime, CodedConcept? Identification);

/// <summary>An object the report rests on or mentions (0040,A375) and (0040,A385).</summary>
public sealed record SrEvidence(string? StudyInstanceUid, string? SeriesInstanceUid, string? SopClassUid, string? SopInstanceUid);

/// <summary>What modifies or qualifies an item: a concept with its coded or written value.</summary>
public sealed record SrModifier(CodedConcept Concept, CodedConcept? Code, string? Text);

/// <summary>A measurement with the algorithm that made it: the one its own item, or the nearest item above it, identifies.</summary>
public sealed record SrMeasurement(CodedConcept? Concept, SrNumber? Number, IReadOnlyList<SrModifier> Modifiers, AlgorithmIdentity? Algorithm);

/// <summary>A qualitative evaluation: a question and the coded answer, with its algorithm found as for measurements.</summary>
public sealed record SrEvaluation(CodedConcept? Concept, CodedConcept? Value, AlgorithmIdentity? Algorithm);

/// <summary>A written statement, for example a comment.</summary>
public sealed record SrStatement(CodedConcept? Concept, string Text);

/// <summary>What one part of a report says, in the order of the report.</summary>
public record SrSection
{
    public IReadOnlyList<SrMeasurement> Measurements { get; init; } = [];

    public IReadOnlyList<SrEvaluation> Evaluations { get; init; } = [];

    public IReadOnlyList<SrStatement> Statements { get; init; } = [];

    /// <summary>Values of Finding (121071, DCM).</summary>
    public IReadOnlyList<CodedConcept> Findings { get; init; } = [];

    public IReadOnlyList<CodedConcept> FindingSites { get; init; } = [];
}

/// <summary>A measurement group of TID 1500 (TID 1410, 1411 and 1501): one finding followed under one tracking identifier.</summary>
public sealed record SrMeasurementGroup : SrSection
{
    public string? TrackingIdentifier { get; init; }

    public string? TrackingUid { get; init; }

    public CodedConcept? FindingCategory { get; init; }

    /// <summary>Observers named in the group itself; empty where those of the report hold.</summary>
    public IReadOnlyList<SrObserver> Observers { get; init; } = [];

    /// <summary>Images and segmentations the group refers to, at any depth.</summary>
    public IReadOnlyList<SrObjectReference> References { get; init; } = [];

    /// <summary>The algorithm that holds for items of the group that identify none themselves.</summary>
    public AlgorithmIdentity? Algorithm { get; init; }
}

/// <summary>
/// A structured report. Measurement groups are those of TID 1500; a report of another template has its items in <see cref="Ungrouped"/>. It
/// is evidence for people who diagnose: nothing in it, verified or not, is a final diagnosis.
/// </summary>
public sealed record SrReport
{
    public required DicomHeader Header { get; init; }

    /// <summary>The whole content tree.</summary>
    public required SrContentItem Root { get; init; }

    /// <summary>True when the root is an Imaging Measurement Report, the title of TID 1500.</summary>
    public bool IsMeasurementReport { get; init; }

    public CodedConcept? Language { get; init; }

    public IReadOnlyList<CodedConcept> ProceduresReported { get; init; } = [];

    public SrCompletion Completion { get; init; }

    public SrPreliminary Preliminary { get; init; }

    /// <summary>Verification flag (0040,A493): someone attests the report as a document. It does not sign a diagnosis.</summary>
    public bool IsVerified { get; init; }

    public IReadOnlyList<SrVerifyingObserver> VerifyingObservers { get; init; } = [];

    public IReadOnlyList<SrObserver> Observers { get; init; } = [];

    public IReadOnlyList<SrMeasurementGroup> Groups { get; init; } = [];

    /// <summary>What stands outside measurement groups and the image library.</summary>
    public SrSection Ungrouped { get; init; } = new();

    public IReadOnlyList<SrEvidence> Evidence { get; init; } = [];

    /// <summary>SOP instances this report replaces or continues (0040,A360).</summary>
    public IReadOnlyList<string> Predecessors { get; init; } = [];

    /// <summary>
    /// Every algorithm that made an item, by name and version, in order of first mention; where no item has one, those the report names anywhere.
    /// </summary>
    public IReadOnlyList<AlgorithmIdentity> Algorithms { get; init; } = [];

    /// <summary>The one algorithm of the report; null when none is identified or when items disagree: "algorithm unidentified".</summary>
    public AlgorithmIdentity? Algorithm => Algorithms is [var only] ? only : null;

    /// <summary>Measurements and evaluations for which no algorithm is identified.</summary>
    public int UnidentifiedItems { get; init; }

    /// <summary>All sections: the groups, then what is outside them.</summary>
    public IEnumerable<SrSection> Sections => Groups.Cast<SrSection>().Append(Ungrouped);

    /// <summary>Reads a structured report.</summary>
    /// <exception cref="DicomFormatException">The object is no structured report, lacks identity, or its tree cannot be read.</exception>
    public static SrReport Read(DicomDataset dataset) => SrReportReader.Read(dataset);
}
