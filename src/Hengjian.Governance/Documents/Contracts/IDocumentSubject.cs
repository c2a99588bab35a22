using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Documents.Contracts;

/// <summary>A record that documents are attached to, as the caller may see it.</summary>
/// <param name="Title">What the record is called, for people.</param>
/// <param name="Path">Its page.</param>
/// <param name="MayAttach">The caller may attach documents to it and withdraw them.</param>
public sealed record DocumentSubject(string Title, string Path, bool MayAttach)
{
    /// <summary>Media types that it takes; null: every one that documents may have.</summary>
    public IReadOnlyList<string>? MediaTypes { get; init; }

    /// <summary>The case whose patient the documents are about: that they were sent stands in that patient's access log too.</summary>
    public Guid? CaseId { get; init; }
}

/// <summary>A kind of record that takes documents. Each module registers one for each of its kinds; documents then follow the record's own permissions.</summary>
public interface IDocumentSubject
{
    /// <summary>Stable code in camel case, such as <c>equipment</c>; its word is the text <c>Subject.{Kind}</c> of the pages.</summary>
    string Kind { get; }

    /// <summary>The record; null where this institution has none of that id or the caller may not read it.</summary>
    Task<DocumentSubject?> FindAsync(HengjianDbContext db, Caller caller, Guid id, CancellationToken cancellationToken);
}

internal static class DocumentSubjects
{
    /// <summary>Documents for the rows of a register: read by those who hold one permission, attached by those who hold another.</summary>
    /// <param name="kind">See <see cref="IDocumentSubject.Kind"/>.</param>
    public static IServiceCollection AddDocumentSubject<TRow>(
        this IServiceCollection services, string kind, Permission read, Permission attach, Func<TRow, string> title, Func<TRow, string> path)
        where TRow : GovernedRow => services.AddSingleton<IDocumentSubject>(new RowSubject<TRow>(kind, read, attach, title, path));

    private sealed class RowSubject<TRow>(string kind, Permission read, Permission attach, Func<TRow, string> title, Func<TRow, string> path) : IDocumentSubject
        where TRow : GovernedRow
    {
        public string Kind => kind;

        public async Task<DocumentSubject?> FindAsync(HengjianDbContext db, Caller caller, Guid id, CancellationToken cancellationToken) =>
            caller.Can(read) && await db.Set<TRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } row
                ? new DocumentSubject(title(row), path(row), caller.Can(attach))
                : null;
    }
}
