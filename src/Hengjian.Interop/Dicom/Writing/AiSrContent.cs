using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Interop.Dicom.Writing;

/// <summary>A number to report, with its unit as a UCUM code.</summary>
public sealed record AiSrMeasurement(CodedConcept Concept, decimal Value, string UcumUnit);

/// <summary>A coded answer to a coded question.</summary>
public sealed record AiSrEvaluation(CodedConcept Concept, CodedConcept Value);

/// <summary>One finding of the AI, reported as a measurement group.</summary>
public sealed record AiSrFinding
{
    public required string TrackingIdentifier { get; init; }

    public required string TrackingUid { get; init; }

    public CodedConcept? Finding { get; init; }

    public CodedConcept? Site { get; init; }

    public IReadOnlyList<AiSrMeasurement> Measurements { get; init; } = [];

    public IReadOnlyList<AiSrEvaluation> Evaluations { get; init; } = [];

    public string? Comment { get; init; }
}

/// <summary>An image the AI read.</summary>
public sealed record AiSrImage(string SopClassUid, string SopInstanceUid, string SeriesInstanceUid);

/// <summary>What an AI says about one study; <see cref="AiSrBuilder"/> makes the report. The caller chooses all UIDs and times.</summary>
public sealed record AiSrContent
{
    public required string SopInstanceUid { get; init; }

    public required string SeriesInstanceUid { get; init; }

    public required string StudyInstanceUid { get; init; }

    public required DicomPatient Patient { get; init; }

    public string? AccessionNumber { get; init; }

    /// <summary>Local time of the content, to the second.</summary>
    public required DateTime ContentLocalTime { get; init; }

    /// <summary>Offset of that time from UTC; left out where null.</summary>
    public TimeSpan? UtcOffset { get; init; }

    public DateOnly? StudyDate { get; init; }

    public required SrObserver Device { get; init; }

    /// <summary>The algorithm, stated for the whole content; null writes a report whose algorithm is unidentified.</summary>
    public AlgorithmIdentity? Algorithm { get; init; }

    public required CodedConcept Procedure { get; init; }

    /// <summary>RFC 5646 language of the texts.</summary>
    public CodedConcept Language { get; init; } = new("RFC5646", "zh-CN", "Chinese (PRC)");

    public bool IsComplete { get; init; } = true;

    public bool IsPreliminary { get; init; } = true;

    public IReadOnlyList<AiSrFinding> Findings { get; init; } = [];

    /// <summary>Answers about the study as a whole.</summary>
    public IReadOnlyList<AiSrEvaluation> Evaluations { get; init; } = [];

    /// <summary>Numbers about the study as a whole, for example the probability that anything is there.</summary>
    public IReadOnlyList<AiSrMeasurement> Scores { get; init; } = [];

    public IReadOnlyList<AiSrImage> Images { get; init; } = [];
}
