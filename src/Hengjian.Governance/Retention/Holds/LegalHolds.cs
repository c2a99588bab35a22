using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Retention.Contracts;
using Hengjian.Governance.Retention.Domain;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Retention.Holds;

/// <summary>A hold to place.</summary>
public sealed record HoldRequest
{
    public HoldSubject? Subject { get; init; }

    /// <summary>The case's number, the patient's identifier or the deployment's id.</summary>
    public string? On { get; init; }

    public string? Reason { get; init; }

    public DateOnly? Until { get; init; }
}

public sealed record LiftHoldRequest
{
    public string? Reason { get; init; }
}

/// <param name="Stands">Nothing under it may be erased today.</param>
public sealed record HoldView(
    Guid Id, HoldSubject Subject, string Title, string Reason, string? PlacedBy, DateTimeOffset PlacedAt, DateOnly? Until, bool Stands, string? LiftedBy, DateTimeOffset? LiftedAt, string? LiftReason);

/// <summary>Legal holds: who placed which, why and until when.</summary>
public sealed class LegalHolds(IWriter writer, Database database, IPatientCases cases, IDeploymentDirectory deployments, IActorNames names, TimeProvider clock)
{
    public Task<Outcome<Created>> PlaceAsync(HoldRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "retention.holdPlaced",
        scope => new LegalHold { InstitutionId = scope.InstitutionId, Id = scope.NewId(), PlacedBy = scope.Caller.Id, PlacedAt = scope.Now },
        (row, scope, ct) => FillAsync(row, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Created>> LiftAsync(Guid id, LiftHoldRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<LegalHold>().FirstOrDefaultAsync(h => h.Id == id, ct) is not { } hold)
            {
                return new NotFound("legalHold");
            }

            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (hold.LiftedAt is not null)
            {
                return new Conflict("retention.alreadyLifted");
            }

            hold.LiftedAt = scope.Now;
            hold.LiftedBy = scope.Caller.Id;
            hold.LiftReason = scope.Database.Fields.Protect(scope.InstitutionId, "lift_reason", hold.Id, request.Reason!.Trim());
            scope.Record("retention.holdLifted", nameof(LegalHold), hold.Id);
            return new Created(hold.Id);
        },
        cancellationToken);

    public async Task<Page<HoldView>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var all = db.Set<LegalHold>();
        var rows = await all.OrderByDescending(h => h.PlacedAt).ThenByDescending(h => h.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var people = await names.FindAsync(caller.InstitutionId, [.. rows.SelectMany(h => new[] { h.PlacedBy, h.LiftedBy ?? Guid.Empty }).Distinct().Select(p => p.ToString("D"))], cancellationToken);
        string? Name(Guid? id) => id is { } known ? people.GetValueOrDefault(known.ToString("D")) : null;
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        return new Page<HoldView>(
            [
                .. rows.Select(h => new HoldView(
                    h.Id, h.Subject, h.Title, database.Fields.Unprotect(h.InstitutionId, "reason", h.Id, h.Reason)!, Name(h.PlacedBy), h.PlacedAt, h.Until, h.StandsOn(today), Name(h.LiftedBy), h.LiftedAt,
                    database.Fields.Unprotect(h.InstitutionId, "lift_reason", h.Id, h.LiftReason))),
            ],
            await all.CountAsync(cancellationToken));
    }

    /// <summary>How many holds stand on any of the cases, their patient or their deployments.</summary>
    internal static async Task<int> StandingAsync(HengjianDbContext db, string patientIndex, IReadOnlyList<PatientCase> of, DateOnly day, CancellationToken cancellationToken) =>
        (await db.Set<LegalHold>().AsNoTracking().Where(h => h.LiftedAt == null).ToListAsync(cancellationToken)).Count(h => h.StandsOn(day) && h.Subject switch
        {
            HoldSubject.Patient => h.PatientIndex == patientIndex,
            HoldSubject.Case => of.Any(c => c.Id == h.SubjectId),
            _ => of.Any(c => c.DeploymentId == h.SubjectId),
        });

    private async Task<Refusal?> FillAsync(LegalHold row, HoldRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Require(request.Subject is not null, "subject", "field.required");
        errors.Text("on", request.On, 100);
        errors.Text("reason", request.Reason, 500);
        errors.Require(request.Until is null || request.Until >= ShanghaiDay.Of(scope.Now), "until", "retention.past");
        if (!errors.Any)
        {
            errors.Require(await AimAsync(row, request.Subject!.Value, request.On!.Trim(), scope, cancellationToken), "on", "field.unknownReference");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        row.Subject = request.Subject!.Value;
        row.Until = request.Until;
        row.Reason = scope.Database.Fields.Protect(scope.InstitutionId, "reason", row.Id, request.Reason!.Trim())!;
        return null;
    }

    /// <summary>Finds what the hold is on; false where there is nothing of that name.</summary>
    private async Task<bool> AimAsync(LegalHold row, HoldSubject subject, string on, WriteScope scope, CancellationToken cancellationToken)
    {
        switch (subject)
        {
            case HoldSubject.Case:
                var found = await cases.ByNumberAsync(scope.Db, on, cancellationToken);
                (row.SubjectId, row.Title) = (found?.Id, found?.Number ?? "");
                return found is not null;
            case HoldSubject.Deployment:
                var deployment = Guid.TryParse(on, out var id) ? await deployments.FindAsync(scope.Db, id, cancellationToken) : null;
                (row.SubjectId, row.Title) = (deployment?.Id, deployment?.Name ?? "");
                return deployment is not null;
            default:
                // A patient may be held before the first case is here.
                (row.PatientIndex, row.Title) = (cases.IndexOf(scope.InstitutionId, on), Masking.Identifier(on));
                return true;
        }
    }
}
