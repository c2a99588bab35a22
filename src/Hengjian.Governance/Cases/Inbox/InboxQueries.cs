using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Inbox;

/// <summary>One object of the inbox. Names and identifiers are whole to operators, who must match them, and masked to everyone else.</summary>
public sealed record InboxItem(
    Guid Id,
    string SopInstanceUid,
    string Kind,
    ReceivedObjectStatus Status,
    string? PatientName,
    string? PatientIdentifier,
    string? AccessionNumber,
    string? StudyInstanceUid,
    string? StudyDescription,
    string? AlgorithmName,
    string? AlgorithmVersion,
    bool AlgorithmUnidentified,
    string? Reason,
    DateTimeOffset ReceivedAt,
    string ReceivedFrom,
    Guid? CaseId);

/// <summary>Where a stored object's file lies.</summary>
public sealed record StoredFile(string FileHash, string MediaType);

/// <summary>Reads the inbox and puts objects aside.</summary>
public sealed class InboxQueries(Database database, IWriter writer)
{
    /// <summary>Objects of a status, newest first; without one those that wait for a person: waiting and conflicting.</summary>
    public async Task<Page<InboxItem>> ListAsync(Caller caller, ReceivedObjectStatus? status, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = status is { } asked
            ? db.Set<ReceivedObject>().Where(o => o.Status == asked)
            : db.Set<ReceivedObject>().Where(o => o.Status == ReceivedObjectStatus.Waiting || o.Status == ReceivedObjectStatus.Conflicting);
        var items = await rows.OrderByDescending(o => o.ReceivedAt).ThenByDescending(o => o.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<InboxItem>([.. items.Select(o => Item(caller, o))], await rows.CountAsync(cancellationToken));
    }

    public async Task<InboxItem?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<ReceivedObject>().FirstOrDefaultAsync(o => o.Id == id, cancellationToken) is { } row ? Item(caller, row) : null;
    }

    public async Task<StoredFile?> FileAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<ReceivedObject>().Where(o => o.Id == id)
            .Select(o => new StoredFile(o.FileHash, o.MediaType)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Puts a waiting object aside; it stays stored.</summary>
    public Task<Outcome<Changed>> DismissAsync(Guid id, string? reason, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                var errors = new FieldErrors();
                errors.Text("reason", reason, 500);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (await scope.Db.Set<ReceivedObject>().FirstOrDefaultAsync(
                    o => o.Id == id && (o.Status == ReceivedObjectStatus.Waiting || o.Status == ReceivedObjectStatus.Conflicting), ct) is not { } row)
                {
                    return new NotFound("inboxItem");
                }

                row.Status = ReceivedObjectStatus.Dismissed;
                row.Reason = reason;
                scope.Record("inbox.dismissed", nameof(ReceivedObject), id);
                return new Changed(id, row.Version + 1);
            },
            cancellationToken);

    private InboxItem Item(Caller caller, ReceivedObject o)
    {
        var whole = caller.Is(Role.Operator);
        string? Open(string column, byte[]? stored) => database.Fields.Unprotect(o.InstitutionId, column, o.Id, stored);
        var name = Open("patient_name", o.PatientName);
        var identifier = Open("patient_identifier", o.PatientIdentifier);
        var accession = Open("accession_number", o.AccessionNumber);
        return new InboxItem(
            o.Id,
            o.SopInstanceUid,
            o.Kind,
            o.Status,
            whole ? name : Masking.Name(name),
            whole || identifier is null ? identifier : Masking.Identifier(identifier),
            whole || accession is null ? accession : Masking.Identifier(accession),
            o.StudyInstanceUid,
            o.StudyDescription,
            o.AlgorithmName,
            o.AlgorithmVersion,
            o.Kind == "structuredReport" && o.AlgorithmName is null,
            o.Reason,
            o.ReceivedAt,
            o.ReceivedFrom,
            o.CaseId);
    }
}
