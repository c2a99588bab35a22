using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Documents.Contracts;

/// <summary>A file that the program made and that belongs among a record's documents.</summary>
/// <param name="Kind">Stable code in camel case; its word is the text <c>Listed.{Kind}</c> of the pages.</param>
/// <param name="Name">File name.</param>
/// <param name="Path">Where it is downloaded.</param>
/// <param name="Hash">SHA-256 in hexadecimal digits.</param>
/// <param name="Note">Such as the receipt's number; null: none.</param>
public sealed record ListedFile(string Kind, string Name, string Path, long Size, string Hash, DateTimeOffset At, string? Note);

/// <summary>A module that keeps such files for one kind of record.</summary>
public interface IListedFiles
{
    /// <summary>See <see cref="IDocumentSubject.Kind"/>.</summary>
    string SubjectKind { get; }

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ListedFile>> OfAsync(HengjianDbContext db, Guid subjectId, CancellationToken cancellationToken);
}
