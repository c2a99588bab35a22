namespace Hengjian.Interop.Dicom;

/// <summary>What an object is, as far as this product treats kinds differently.</summary>
public enum DicomObjectKind
{
    StructuredReport,
    Segmentation,
    SecondaryCapture,
    Image,
    Other,
}

/// <summary>The patient as the object names him; every part may be absent. A birth date that is no date is null with its text kept.</summary>
/// <param name="Name">The patient's name.</param>
/// <param name="Id">Patient ID (0010,0020).</param>
/// <param name="Issuer">Issuer of Patient ID (0010,0021).</param>
/// <param name="BirthDate">Birth date, where it is a date.</param>
/// <param name="BirthDateText">Birth date as sent.</param>
/// <param name="Sex">Sex code as sent: M, F, O or what a sender made up.</param>
public sealed record DicomPatient(DicomPersonName? Name, string? Id, string? Issuer, DateOnly? BirthDate, string? BirthDateText, string? Sex);

/// <summary>An accession number and who issued it, where stated.</summary>
public sealed record DicomAccession(string Number, string? Issuer);

/// <summary>A segment of a segmentation: what it marks and which algorithm drew it.</summary>
/// <param name="Number">Segment number, from 1.</param>
/// <param name="Label">Its label.</param>
/// <param name="Property">What it marks.</param>
/// <param name="AlgorithmType">AUTOMATIC, SEMIAUTOMATIC or MANUAL.</param>
/// <param name="Algorithm">The algorithm, where it is named; null for manual segments.</param>
public sealed record DicomSegment(int? Number, string? Label, Sr.CodedConcept? Property, string? AlgorithmType, Sr.AlgorithmIdentity? Algorithm);

/// <summary>What every object says about itself, whatever its kind: identity, patient, study, order and device.</summary>
public sealed record DicomHeader
{
    public required DicomObjectKind Kind { get; init; }

    public required string SopClassUid { get; init; }

    public required string SopInstanceUid { get; init; }

    public required DicomPatient Patient { get; init; }

    public string? Modality { get; init; }

    public string? StudyInstanceUid { get; init; }

    public string? SeriesInstanceUid { get; init; }

    public string? StudyId { get; init; }

    public DateOnly? StudyDate { get; init; }

    public string? StudyDescription { get; init; }

    public string? SeriesDescription { get; init; }

    /// <summary>Accession numbers without repeats: the study's own first, then those of the Referenced Request Sequence (0040,A370).</summary>
    public IReadOnlyList<DicomAccession> Accessions { get; init; } = [];

    public string? InstitutionName { get; init; }

    public string? Manufacturer { get; init; }

    public string? ModelName { get; init; }

    public string? DeviceSerialNumber { get; init; }

    /// <summary>Software versions of the equipment; not the identity of an algorithm.</summary>
    public IReadOnlyList<string> SoftwareVersions { get; init; } = [];

    /// <summary>Segments of a segmentation; empty for other kinds.</summary>
    public IReadOnlyList<DicomSegment> Segments { get; init; } = [];

    /// <summary>When the content was made, as local time, where stated.</summary>
    public DateTime? ContentLocalTime { get; init; }

    /// <summary>The offset from UTC that local times in this object have, where stated (0008,0201).</summary>
    public TimeSpan? UtcOffset { get; init; }

    /// <summary>The instant at which the content was made; <paramref name="localOffset"/> counts where the object states no offset.</summary>
    public DateTimeOffset? ContentInstant(TimeSpan localOffset) =>
        ContentLocalTime is { } local && local.Year is > 1 and < 9999 ? new DateTimeOffset(local, UtcOffset ?? localOffset) : null;

    /// <summary>Reads the header.</summary>
    /// <exception cref="DicomFormatException">SOP class or instance is absent or no UID, or an identifying element has several values.</exception>
    public static DicomHeader Read(DicomDataset dataset) => DicomHeaderReader.Read(dataset);
}
