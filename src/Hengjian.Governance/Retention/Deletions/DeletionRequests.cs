using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Retention.Contracts;
using Hengjian.Governance.Retention.Domain;
using Hengjian.Governance.Retention.Holds;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Retention.Deletions;

/// <summary>A patient's request to record and decide.</summary>
public sealed record DeletionRequestInput
{
    public string? PatientIdentifier { get; init; }

    /// <summary>Null: inpatient records, which are kept longest.</summary>
    public RetentionCategory? Category { get; init; }

    /// <summary>Who asks, in which capacity, and on what ground.</summary>
    public string? Ground { get; init; }

    public DateOnly? AskedOn { get; init; }
}

public sealed record DeletionView(
    Guid Id, string Number, string Patient, int Cases, RetentionCategory Category, string Ground, DateOnly AskedOn, DeletionState State, DateOnly KeptUntil, IReadOnlyList<Decision> Decisions, string? DecidedBy,
    DateTimeOffset DecidedAt)
{
    public string? ErasedBy { get; init; }

    public DateTimeOffset? ErasedAt { get; init; }

    public ErasureTally? Erasure { get; init; }

    public DateTimeOffset? PurgedAt { get; init; }

    /// <summary>The one who decided it may not carry it out.</summary>
    public Guid DecidedById { get; init; }
}

/// <summary>
/// Requests that a patient's records be erased. Each is recorded whatever becomes of it, and decided by HP-13.3: within the term of the last case, or under a legal hold, it is refused and says why.
/// One that is allowed says that nothing keeps the records any more; <see cref="Erasing.EraseRecords"/> carries it out.
/// </summary>
public sealed class DeletionRequests(IWriter writer, Database database, IPatientCases cases, RuleEngine engine, IInstitutionRegister institutions, IActorNames names)
{
    public Task<Outcome<Created>> DecideAsync(DeletionRequestInput request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var today = ShanghaiDay.Of(scope.Now);
            var errors = new FieldErrors();
            errors.Text("patientIdentifier", request.PatientIdentifier, 64);
            errors.Text("ground", request.Ground, 1000);
            errors.Require(request.AskedOn is null || (request.AskedOn <= today && request.AskedOn >= today.AddYears(-1)), "askedOn", request.AskedOn > today ? "field.future" : "field.tooEarly");
            IReadOnlyList<PatientCase> found = errors.Any ? [] : await cases.OfPatientAsync(scope.Db, request.PatientIdentifier!, ct);
            errors.Require(errors.Any || found.Count > 0, "patientIdentifier", "retention.noRecords");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var category = request.Category ?? RetentionCategory.Inpatient;
            var last = ShanghaiDay.Of(found.Max(c => c.ConcludedAt ?? c.ExaminedAt));
            var holds = await LegalHolds.StandingAsync(scope.Db, found[0].PatientIndex, found, today, ct);
            var decision = engine.Decide(ClauseIds.Retention, new RetentionFacts(category, last, holds), scope.Now, await institutions.CreditCodeAsync(scope.Db, ct));
            var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"deletion-request-{today.Year}"), ct);
            var row = new DeletionRequest
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                Number = string.Create(CultureInfo.InvariantCulture, $"DR-{today.Year}-{serial:000000}"),
                PatientIndex = found[0].PatientIndex,
                Title = Masking.Identifier(request.PatientIdentifier!.Trim()),
                Cases = [.. found.Select(c => c.Id)],
                Category = category,
                AskedOn = request.AskedOn ?? today,
                State = decision.Outcome == ClauseOutcome.Satisfied ? DeletionState.Allowed : DeletionState.Refused,
                KeptUntil = DateOnly.ParseExact((string)decision.Facts["keptUntil"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Decisions = [decision],
                DecidedBy = scope.Caller.Id,
                DecidedAt = scope.Now,
            };
            row.Ground = scope.Database.Fields.Protect(scope.InstitutionId, "ground", row.Id, request.Ground!.Trim())!;
            scope.Db.Add(row);
            scope.Record(row.State == DeletionState.Allowed ? "retention.deletionAllowed" : "retention.deletionRefused", nameof(DeletionRequest), row.Id, decision.Pack);
            return new Created(row.Id);
        },
        cancellationToken);

    public async Task<Page<DeletionView>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var all = db.Set<DeletionRequest>();
        var rows = await all.OrderByDescending(r => r.Number).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<DeletionView>(await ViewsAsync(caller, rows, cancellationToken), await all.CountAsync(cancellationToken));
    }

    public async Task<DeletionView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<DeletionRequest>().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } row ? (await ViewsAsync(caller, [row], cancellationToken))[0] : null;
    }

    private async Task<IReadOnlyList<DeletionView>> ViewsAsync(Caller caller, IReadOnlyList<DeletionRequest> rows, CancellationToken cancellationToken)
    {
        var people = await names.FindAsync(
            caller.InstitutionId, [.. rows.SelectMany(r => new[] { r.DecidedBy, r.ErasedBy ?? r.DecidedBy }).Distinct().Select(p => p.ToString("D"))], cancellationToken);
        return
        [
            .. rows.Select(r => new DeletionView(
                r.Id, r.Number, r.Title, r.Cases.Count, r.Category, database.Fields.Unprotect(r.InstitutionId, "ground", r.Id, r.Ground)!, r.AskedOn, r.State, r.KeptUntil, r.Decisions,
                people.GetValueOrDefault(r.DecidedBy.ToString("D")), r.DecidedAt)
            {
                ErasedBy = r.ErasedBy is { } eraser ? people.GetValueOrDefault(eraser.ToString("D")) : null,
                ErasedAt = r.ErasedAt,
                Erasure = r.Erasure,
                PurgedAt = r.PurgedAt,
                DecidedById = r.DecidedBy,
            }),
        ];
    }
}
