using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Documents.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Documents.Register;

/// <summary>A document with the names that people know, and with its record.</summary>
public sealed record DocumentView(DocumentFact Document, string? UploadedByName, string? WithdrawnByName, DocumentSubject Subject);

/// <summary>The documents of one record.</summary>
public sealed record SubjectDocuments(DocumentSubject Subject, IReadOnlyList<DocumentView> Documents)
{
    /// <summary>Files that the program made for the record.</summary>
    public IReadOnlyList<ListedFile> Files { get; init; } = [];
}

public sealed record WithdrawalRequest
{
    public string? Reason { get; init; }
}

/// <summary>Reading and withdrawing documents, by the permissions of the record that they are attached to.</summary>
public sealed class DocumentRegister(IWriter writer, Database database, IDocumentDirectory directory, IEnumerable<IDocumentSubject> subjects, IActorNames names, IAccessLog log,
    IEnumerable<IListedFiles> listed)
{
    private readonly Dictionary<string, IDocumentSubject> _subjects = subjects.ToDictionary(s => s.Kind, StringComparer.Ordinal);

    /// <summary>Codes of the kinds of record that take documents.</summary>
    public IReadOnlyCollection<string> Kinds => _subjects.Keys;

    /// <summary>The record as the caller may see it; null where it does not exist for the caller.</summary>
    public async Task<DocumentSubject?> SubjectAsync(HengjianDbContext db, Caller caller, string? kind, Guid id, CancellationToken cancellationToken) =>
        kind is not null && _subjects.TryGetValue(kind, out var subject) ? await subject.FindAsync(db, caller, id, cancellationToken) : null;

    public async Task<DocumentSubject?> SubjectAsync(Caller caller, string? kind, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await SubjectAsync(db, caller, kind, id, cancellationToken);
    }

    /// <summary>A record's documents, the newest first; null where the record does not exist for the caller.</summary>
    public async Task<SubjectDocuments?> ListAsync(Caller caller, string kind, Guid subjectId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await SubjectAsync(db, caller, kind, subjectId, cancellationToken) is { } subject
            ? new SubjectDocuments(subject, await NamedAsync(caller, await directory.OfAsync(db, kind, subjectId, cancellationToken), subject, cancellationToken))
            {
                Files = await FilesAsync(db, kind, subjectId, cancellationToken),
            }
            : null;
    }

    private async Task<IReadOnlyList<ListedFile>> FilesAsync(HengjianDbContext db, string kind, Guid subjectId, CancellationToken cancellationToken)
    {
        var files = new List<ListedFile>();
        foreach (var source in listed.Where(l => l.SubjectKind == kind))
        {
            files.AddRange(await source.OfAsync(db, subjectId, cancellationToken));
        }

        return files;
    }

    /// <summary>One document; null where its record does not exist for the caller.</summary>
    public async Task<DocumentView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await directory.FindAsync(db, id, cancellationToken) is { } found && await SubjectAsync(db, caller, found.SubjectKind, found.SubjectId, cancellationToken) is { } subject
            ? (await NamedAsync(caller, [found], subject, cancellationToken))[0]
            : null;
    }

    /// <summary>The content to send; that it left is on record before this answers.</summary>
    public async Task<Outcome<byte[]>> DownloadAsync(Guid id, WriteRequest context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Caller, id, cancellationToken) is not { } found)
        {
            return new NotFound("document");
        }

        var disclosed = await log.DiscloseAsync(context with { Idempotency = null }, AccessKind.Exported, nameof(Document), [id], null, cancellationToken);
        if (disclosed.Refusal is { } refusal)
        {
            return refusal;
        }

        if (found.Subject.CaseId is { } about
            && (await log.DiscloseAsync(context with { Idempotency = null }, AccessKind.Exported, "Case", [about], null, cancellationToken)).Refusal is { } notRecorded)
        {
            return notRecorded;
        }

        await using var db = database.Read(context.Caller.InstitutionId);
        return (await directory.ReadAsync(db, id, cancellationToken))!;
    }

    /// <summary>Withdraws a document: it stays, and counts for nothing from now on.</summary>
    public Task<Outcome<Changed>> WithdrawAsync(Guid id, WithdrawalRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Document>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } document
                    || await SubjectAsync(scope.Db, scope.Caller, document.SubjectKind, document.SubjectId, ct) is not { } subject)
                {
                    return new NotFound("document");
                }

                if (!subject.MayAttach)
                {
                    return new Forbidden("access.roleLacking");
                }

                var errors = new FieldErrors();
                errors.Text("reason", request.Reason, 500);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (document.WithdrawnAt is not null)
                {
                    return new Conflict("document.alreadyWithdrawn");
                }

                document.WithdrawnAt = scope.Now;
                document.WithdrawnBy = scope.Caller.Id;
                document.WithdrawalReason = request.Reason!.Trim();
                scope.Record("document.withdrawn", nameof(Document), id);
                return new Changed(id, document.Version + 1);
            },
            cancellationToken);

    private async Task<IReadOnlyList<DocumentView>> NamedAsync(Caller caller, IReadOnlyList<DocumentFact> documents, DocumentSubject subject, CancellationToken cancellationToken)
    {
        var ids = documents.SelectMany(d => new[] { (Guid?)d.UploadedBy, d.WithdrawnBy }).OfType<Guid>().Select(id => id.ToString("D")).Distinct().ToList();
        var known = ids.Count == 0 ? new Dictionary<string, string>() : await names.FindAsync(caller.InstitutionId, ids, cancellationToken);
        string? Name(Guid? id) => id is { } actor ? known.GetValueOrDefault(actor.ToString("D")) : null;
        return [.. documents.Select(d => new DocumentView(d, Name(d.UploadedBy), Name(d.WithdrawnBy), subject))];
    }
}
