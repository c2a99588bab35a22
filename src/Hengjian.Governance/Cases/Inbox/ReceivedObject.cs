using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Cases.Inbox;

public enum ReceivedObjectStatus
{
    /// <summary>Belongs to a case; an AI result was made of it, or it is kept with the case.</summary>
    Matched,

    /// <summary>Waits in the inbox for a person.</summary>
    Waiting,

    /// <summary>Another content arrived under a UID that is stored: refused, and listed.</summary>
    Conflicting,

    /// <summary>Put aside by a person, with a reason.</summary>
    Dismissed,
}

/// <summary>A DICOM object as received; its file lies encrypted in the file store.</summary>
internal sealed class ReceivedObject : GovernedRow
{
    [Erased(As = "{id}")]
    public string SopInstanceUid { get; set; } = "";

    public string SopClassUid { get; set; } = "";

    /// <summary>structuredReport, segmentation, secondaryCapture, image or other.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Digest of the content, equal however it was sent.</summary>
    [Erased(As = "{id}")]
    public string Digest { get; set; } = "";

    [Erased]
    public string FileHash { get; set; } = "";

    /// <summary><c>application/dicom</c> or <c>application/dicom+json</c>.</summary>
    public string MediaType { get; set; } = "";

    public ReceivedObjectStatus Status { get; set; }

    /// <summary>Message code of why it waits, conflicts or was dismissed.</summary>
    public string? Reason { get; set; }

    public Guid? CaseId { get; set; }

    [Encrypted]
    public byte[]? PatientName { get; set; }

    [Encrypted]
    public byte[]? PatientIdentifier { get; set; }

    [Encrypted]
    public byte[]? AccessionNumber { get; set; }

    [Erased]
    public string? StudyInstanceUid { get; set; }

    [Erased]
    public string? SeriesInstanceUid { get; set; }

    [Erased]
    public string? StudyDescription { get; set; }

    public string? AlgorithmName { get; set; }

    public string? AlgorithmVersion { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    public string ReceivedFrom { get; set; } = "";
}

internal sealed class ReceivedObjectConfiguration : IEntityTypeConfiguration<ReceivedObject>
{
    public void Configure(EntityTypeBuilder<ReceivedObject> entity)
    {
        entity.ToTable("received_objects");
        entity.HasIndex(o => new { o.InstitutionId, o.SopInstanceUid, o.Digest }).IsUnique();
        entity.HasIndex(o => new { o.InstitutionId, o.Status, o.ReceivedAt });
        entity.HasIndex(o => new { o.InstitutionId, o.CaseId });
    }
}
