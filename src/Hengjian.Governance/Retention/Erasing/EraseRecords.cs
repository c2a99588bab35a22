using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
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
    private readonly IPatientCases _cases;
    private readonly PatientErasure _erasure;
    private readonly RuleEngine _engine;
    private readonly IInstitutionRegister _institutions;

    internal EraseRecords(IWriter writer, IPatientCases cases, PatientErasure erasure, RuleEngine engine, IInstitutionRegister institutions)
    {
        (_writer, _cases, _erasure, _engine, _institutions) = (writer, cases, erasure, engine, institutions);
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
            await _erasure.RemoveFilesAsync(context.Caller.InstitutionId, files, cancellationToken);
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
        scope.Record("retention.erased", nameof(DeletionRequest), row.Id, row.Decisions[0].Pack);
        var (tally, files) = await _erasure.EraseAsync(scope, row.Cases, row.Number, cancellationToken);
        (row.State, row.ErasedBy, row.ErasedAt, row.Erasure) = (DeletionState.Erased, scope.Caller.Id, scope.Now, tally);
        scope.Db.Add(new ErasureTombstone
        {
            InstitutionId = scope.InstitutionId, Id = row.Id, Number = row.Number, Cases = row.Cases, ErasedBy = scope.Caller.Id, ErasedAt = scope.Now,
        });
        return files;
    }
}
