namespace Hengjian.Governance.Cases.Inbox;

/// <summary>A received object in this product's terms; the interop layer makes it from DICOM.</summary>
/// <param name="SopInstanceUid">Its identity.</param>
/// <param name="SopClassUid">Its class.</param>
/// <param name="Kind">structuredReport, segmentation, secondaryCapture, image or other.</param>
/// <param name="Digest">Digest of the content.</param>
/// <param name="FileHash">Name in the file store.</param>
/// <param name="MediaType">How it was sent.</param>
/// <param name="PatientName">Ideographic or alphabetic group as in DICOM, with carets.</param>
/// <param name="PatientIdentifier">Patient ID.</param>
/// <param name="Accessions">Accession numbers, the study's own first.</param>
/// <param name="StudyInstanceUid">Study.</param>
/// <param name="StudyDescription">For people.</param>
/// <param name="Report">What a structured report says; null for other kinds.</param>
public sealed record IncomingObject(
    string SopInstanceUid,
    string SopClassUid,
    string Kind,
    string Digest,
    string FileHash,
    string MediaType,
    string? PatientName,
    string? PatientIdentifier,
    IReadOnlyList<string> Accessions,
    string? StudyInstanceUid,
    string? StudyDescription,
    IncomingReport? Report)
{
    /// <summary>Series; a viewer needs it to show the object.</summary>
    public string? SeriesInstanceUid { get; init; }
}

/// <summary>What an AI's structured report says, before a deployment's mapping turns it into a label. It is never a final diagnosis.</summary>
/// <param name="AlgorithmName">Null: algorithm unidentified.</param>
/// <param name="AlgorithmVersion">Version.</param>
/// <param name="Manufacturer">Of the algorithm or the device observer.</param>
/// <param name="ProducedAt">Content date and time; null where absent.</param>
/// <param name="Findings">Findings, measurements and flags as JSON.</param>
/// <param name="Derive">Label and score under a deployment's mapping (JSON or null) and labels.</param>
public sealed record IncomingReport(
    string? AlgorithmName,
    string? AlgorithmVersion,
    string? Manufacturer,
    DateTimeOffset? ProducedAt,
    string Findings,
    Func<Technologies.Contracts.DeploymentFile, DerivedResult> Derive);

public sealed record DerivedResult(string? Label, double? Score);

/// <summary>What became of a received object.</summary>
public sealed record ObjectReceived(Guid Id, ReceivedObjectStatus Status, Guid? CaseId, string? Reason, bool AlreadyStored);
