using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.DataUse.Domain;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.DataUse.Register;

/// <summary>Transfers under an entry, its end, and the proof that nothing is left with the receiver.</summary>
public sealed class DataUseEnding(IWriter writer, IOutboundTransfers transfers, IDocumentDirectory documents)
{
    /// <summary>Records that data left under this entry; HP-13.1 decides whether they may have.</summary>
    public Task<Outcome<Created>> TransferAsync(Guid id, DataTransferRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<DataUseEntry>().FirstOrDefaultAsync(e => e.Id == id, ct) is not { } entry)
                {
                    return new NotFound("dataUse");
                }

                var draft = new TransferDraft
                {
                    Receiver = entry.Receiver, Purpose = entry.Purpose, Unit = entry.Unit, What = request.What, Categories = request.Categories, Amount = request.Amount,
                    Hash = string.IsNullOrWhiteSpace(request.Hash) ? null : request.Hash, At = request.At,
                };
                var outcome = await transfers.RecordAsync(scope, draft, ct, id);
                return outcome.Refusal is { } refusal ? refusal : new Created(outcome.Value!.Id);
            },
            cancellationToken);

    /// <summary>Ends an entry before its term.</summary>
    public Task<Outcome<Created>> EndAsync(Guid id, DataUseEndRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<DataUseEntry>().FirstOrDefaultAsync(e => e.Id == id, ct) is not { } entry)
                {
                    return new NotFound("dataUse");
                }

                var today = ShanghaiDay.Of(scope.Now);
                if (entry.EndedOn is not null || entry.EndsOn < today)
                {
                    return new Conflict("dataUse.alreadyEnded");
                }

                var errors = new FieldErrors();
                errors.Text("reason", request.Reason, 500);
                errors.Require(request.On is not null, "on", "field.required");
                errors.Require(!(request.On < today) && !(request.On > entry.EndsOn), "on", "dataUse.endDay");
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                entry.EndedOn = request.On;
                entry.EndReason = request.Reason!.Trim();
                scope.Record("dataUse.ended", nameof(DataUseEntry), id);
                return new Created(id);
            },
            cancellationToken);

    /// <summary>Records destruction or return with the document that proves it, once the entry is over.</summary>
    public Task<Outcome<Created>> ProveAsync(Guid id, DestructionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<DataUseEntry>().FirstOrDefaultAsync(e => e.Id == id, ct) is not { } entry)
                {
                    return new NotFound("dataUse");
                }

                var today = ShanghaiDay.Of(scope.Now);
                if (entry.StateOn(today) != DataUseState.DestructionDue)
                {
                    return new Conflict(entry.EndProvedOn is not null ? "dataUse.alreadyProved" : entry.KeptBecause is not null ? "dataUse.nothingToDestroy" : "dataUse.stillInForce");
                }

                var errors = new FieldErrors();
                errors.Require(request.End is not null, "end", "field.required");
                errors.Require(request.On is not null, "on", "field.required");
                errors.Require(!(request.On > today), "on", "field.future");
                errors.Require(!(request.On < entry.StartsOn), "on", "dataUse.provedBeforeStart");
                errors.Text("note", string.IsNullOrWhiteSpace(request.Note) ? null : request.Note, 1000, required: false);
                var document = request.DocumentId is { } known ? await documents.FindAsync(scope.Db, known, ct) : null;
                var proves = document is { WithdrawnAt: null, SubjectKind: DataUseModule.SubjectKind } && document.SubjectId == id;
                errors.Require(proves, "documentId", request.DocumentId is null ? "field.required" : "field.unknownReference");
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                entry.EndKind = request.End;
                entry.EndProvedOn = request.On;
                entry.EndDocumentId = request.DocumentId;
                entry.EndNote = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
                scope.Record("dataUse.destructionProved", nameof(DataUseEntry), id);
                return new Created(id);
            },
            cancellationToken);
}
