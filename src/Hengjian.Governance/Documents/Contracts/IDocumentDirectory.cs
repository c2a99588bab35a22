using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Documents.Contracts;

/// <summary>A document on record.</summary>
/// <param name="SubjectKind">Code of the record's kind, see <see cref="IDocumentSubject.Kind"/>.</param>
/// <param name="ValidFrom">First day of validity, included; null: from always.</param>
/// <param name="ValidTo">Last day of validity, included; null: no end.</param>
/// <param name="Hash">SHA-256 of the content, lower hex.</param>
/// <param name="WithdrawnAt">When it was withdrawn; a withdrawn document stays readable and counts for nothing.</param>
public sealed record DocumentFact(
    Guid Id,
    string SubjectKind,
    Guid SubjectId,
    DocumentCategory Category,
    string Title,
    string FileName,
    string MediaType,
    long Size,
    string Hash,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    Guid UploadedBy,
    DateTimeOffset UploadedAt,
    DateTimeOffset? WithdrawnAt,
    Guid? WithdrawnBy,
    string? WithdrawalReason)
{
    /// <summary>Not withdrawn, and valid on the day.</summary>
    public bool CountsOn(DateOnly day) => WithdrawnAt is null && !(ValidFrom > day) && !(ValidTo < day);
}

/// <summary>What other modules ask about documents. The asker has checked that the record may be read.</summary>
public interface IDocumentDirectory
{
    /// <summary>Every document of a record, withdrawn ones too, the newest first.</summary>
    Task<IReadOnlyList<DocumentFact>> OfAsync(HengjianDbContext db, string subjectKind, Guid subjectId, CancellationToken cancellationToken);

    /// <summary>The document; null where this institution has none of that id.</summary>
    Task<DocumentFact?> FindAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken);

    /// <summary>How many documents of each category count on <paramref name="day"/> for a record; categories without one are absent.</summary>
    Task<IReadOnlyDictionary<DocumentCategory, int>> CountAsync(HengjianDbContext db, string subjectKind, Guid subjectId, DateOnly day, CancellationToken cancellationToken);

    /// <summary>The content, for bundles and print; null where this institution has no such document.</summary>
    Task<byte[]?> ReadAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken);
}
