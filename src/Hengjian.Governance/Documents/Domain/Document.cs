using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Documents.Domain;

/// <summary>A file attached to a record. It is withdrawn with a reason, never deleted: decisions may rest on it.</summary>
internal sealed class Document : GovernedRow
{
    public string SubjectKind { get; set; } = "";

    public Guid SubjectId { get; set; }

    public DocumentCategory Category { get; set; }

    public string Title { get; set; } = "";

    public string FileName { get; set; } = "";

    /// <summary>As the content showed, not as the sender said.</summary>
    public string MediaType { get; set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; set; }

    /// <summary>SHA-256 of the content, lower hex; the name in the file store.</summary>
    public string FileHash { get; set; } = "";

    public DateOnly? ValidFrom { get; set; }

    /// <summary>Last day, included.</summary>
    public DateOnly? ValidTo { get; set; }

    public Guid UploadedBy { get; set; }

    public DateTimeOffset UploadedAt { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public Guid? WithdrawnBy { get; set; }

    public string? WithdrawalReason { get; set; }

    public DocumentFact Fact() => new(
        Id, SubjectKind, SubjectId, Category, Title, FileName, MediaType, Size, FileHash, ValidFrom, ValidTo, UploadedBy, UploadedAt, WithdrawnAt, WithdrawnBy, WithdrawalReason);
}
