using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Retention.Contracts;
using Hengjian.Governance.Retention.Domain;
using Hengjian.Governance.Retention.Holds;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Retention.Erasing;

/// <summary>The word that carries it out.</summary>
public sealed record ErasureRequest
{
    /// <summary>The request's number, typed again: it cannot be taken back.</summary>
    public string? Number { get; init; }
}

/// <summary>
/// Carries out a deletion that was allowed, by a second person: HP-13.3 is asked again, then everything that names the patient or speaks of him is emptied in one act. Cases stay without
/// their patient; the ledger keeps salted hashes alone, and verification finds rows and log agreeing.
/// </summary>
public sealed class EraseRecords
{
    private readonly IWriter _writer;
    private readonly Database _database;
    private readonly IPatientCases _cases;
    private readonly ISignatureErasure _signatures;
    private readonly IDocumentErasure _documents;
    private readonly RuleEngine _engine;
    private readonly IInstitutionRegister _institutions;

    internal EraseRecords(
        IWriter writer, Database database, IPatientCases cases, ISignatureErasure signatures, IDocumentErasure documents, RuleEngine engine, IInstitutionRegister institutions)
    {
        (_writer, _database, _cases, _signatures, _documents, _engine, _institutions) = (writer, database, cases, signatures, documents, engine, institutions);
    }

    public async Task<Outcome<Created>> HandleAsync(Guid id, ErasureRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = [];
        var outcome = await _writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<DeletionRequest>().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } row)
                {
                    return new NotFound("deletionRequest");
                }

                if (await RefusalAsync(scope, row, request, ct) is { } refusal)
                {
                    return refusal;
                }

                files = await EraseAsync(scope, row, ct);
                return new Created(id);
            },
            cancellationToken);
        if (outcome.Refusal is null)
        {
            // What a crash before this leaves behind nothing names any more: the daily sweep takes it.
            await _documents.RemoveFilesAsync(context.Caller.InstitutionId, files, cancellationToken);
        }

        return outcome;
    }

    private async Task<Refusal?> RefusalAsync(WriteScope scope, DeletionRequest row, ErasureRequest request, CancellationToken cancellationToken)
    {
        if (row.State != DeletionState.Allowed)
        {
            return row.State == DeletionState.Refused ? new RuleRefused(row.Decisions) : new Conflict("retention.alreadyErased");
        }

        var errors = new FieldErrors();
        errors.Require(request.Number?.Trim() == row.Number, "number", "retention.otherNumber");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (row.DecidedBy == scope.Caller.Id)
        {
            return new Conflict("retention.sameErasePerson");
        }

        // Again as of now: a hold may have been placed, or a case have come, since it was decided.
        var known = await _cases.ManyAsync(scope.Db, row.Cases, cancellationToken);
        var later = await scope.Db.Set<DeletionRequest>().AnyAsync(r => r.PatientIndex == row.PatientIndex && r.Id != row.Id && r.State == DeletionState.Refused && r.DecidedAt > row.DecidedAt, cancellationToken);
        if (later)
        {
            return new Conflict("retention.refusedSince");
        }

        var last = ShanghaiDay.Of(known.Max(c => c.ConcludedAt ?? c.ExaminedAt));
        var holds = await LegalHolds.StandingAsync(scope.Db, row.PatientIndex, known, ShanghaiDay.Of(scope.Now), cancellationToken);
        var decision = _engine.Decide(
            ClauseIds.Retention, new RetentionFacts(row.Category, last, holds), scope.Now, await _institutions.CreditCodeAsync(scope.Db, cancellationToken));
        return decision.Outcome == ClauseOutcome.Satisfied ? null : new RuleRefused([decision with { Level = ClauseLevel.Block }]);
    }

    private async Task<IReadOnlyList<string>> EraseAsync(WriteScope scope, DeletionRequest row, CancellationToken cancellationToken)
    {
        var numbers = (await _cases.ManyAsync(scope.Db, row.Cases, cancellationToken)).Select(c => c.Number).Order(StringComparer.Ordinal).ToList();
        var erased = await PatientEraser.EraseAsync(scope, row.Cases, cancellationToken);
        var documents = await _documents.EraseAsync(scope, erased.Subjects, row.Number, cancellationToken);
        var signatures = await _signatures.EraseAsync(scope, erased.Subjects, cancellationToken);
        IReadOnlyList<string> files = [.. erased.Files.Concat(documents).Distinct(StringComparer.Ordinal)];
        row.State = DeletionState.Erased;
        row.ErasedBy = scope.Caller.Id;
        row.ErasedAt = scope.Now;
        row.Erasure = new ErasureTally(erased.Rows, erased.Fields, signatures, documents.Count, files.Count, numbers);
        await UnnameAsync(scope, row, cancellationToken);
        scope.Record("retention.erased", nameof(DeletionRequest), row.Id, row.Decisions[0].Pack);
        foreach (var subject in row.Cases)
        {
            scope.Record("case.erased", "Case", subject);
        }

        return files;
    }

    /// <summary>Requests and holds of the patient lose what leads to him or her, the one that is carried out among them; the masked title stays for the certificate.</summary>
    private async Task UnnameAsync(WriteScope scope, DeletionRequest row, CancellationToken cancellationToken)
    {
        byte[] Nothing(string column, Guid id) => _database.Fields.Protect(scope.InstitutionId, column, id, "–")!;
        var index = row.PatientIndex;
        foreach (var request in await scope.Db.Set<DeletionRequest>().Where(r => r.PatientIndex == index).ToListAsync(cancellationToken))
        {
            (request.Ground, request.PatientIndex) = (Nothing("ground", request.Id), "");
        }

        foreach (var hold in await scope.Db.Set<LegalHold>().Where(h => h.PatientIndex == index || (h.SubjectId != null && row.Cases.Contains(h.SubjectId.Value))).ToListAsync(cancellationToken))
        {
            hold.Reason = Nothing("reason", hold.Id);
            hold.LiftReason = hold.LiftReason is null ? null : Nothing("lift_reason", hold.Id);
            hold.PatientIndex = hold.PatientIndex is null ? null : "";
        }
    }
}
