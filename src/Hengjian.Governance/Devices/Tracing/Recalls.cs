using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Devices.Consumables;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Tracing;

/// <summary>
/// Opens and ends recalls. A recall of a lot or product stops what is in stock, and what of it arrives later, until it is withdrawn; each case that its units or its
/// software touched gets a follow-up task.
/// </summary>
public sealed class Recalls(IWriter writer, ICaseDirectory cases)
{
    /// <summary>Cases of a software version that one recall follows up; a version that touched more is recalled by algorithm name.</summary>
    public const int MostCases = 20_000;

    public Task<Outcome<RecallOpened>> OpenAsync(RecallRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<RecallOpened>(context, (scope, ct) => OpenAsync(request, scope, ct), cancellationToken);

    /// <summary>Every case was followed up; units stay stopped.</summary>
    public Task<Outcome<Created>> CloseAsync(Guid id, RecallEndRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        EndAsync(id, request, RecallState.Closed, context, cancellationToken);

    /// <summary>Taken back: its units may be used again, its tasks are off.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid id, RecallEndRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        EndAsync(id, request, RecallState.Withdrawn, context, cancellationToken);

    public Task<Outcome<Created>> FollowUpAsync(Guid id, Guid taskId, FollowUpRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var task = await scope.Db.Set<RecallTask>().FirstOrDefaultAsync(t => t.Id == taskId && t.RecallId == id, ct);
                if (task is null || await cases.FindAsync(scope.Db, scope.Caller, task.CaseId, ct) is null)
                {
                    return new NotFound("recallTask");
                }

                var errors = new FieldErrors();
                errors.Require(request.Outcome is not null, "outcome", "field.required");
                errors.Text("note", request.Note, 1000, required: request.Outcome is not FollowUpOutcome.Unchanged);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (task.Outcome is not null)
                {
                    return new Conflict("device.taskDone");
                }

                if ((await scope.Db.Set<Recall>().FirstAsync(r => r.Id == id, ct)).State != RecallState.Open)
                {
                    return new Conflict("device.recallEnded");
                }

                task.Outcome = request.Outcome;
                task.Note = DeviceChecks.Trimmed(request.Note);
                task.DoneBy = scope.Caller.Id;
                task.DoneAt = scope.Now;
                scope.Record("recall.followedUp", nameof(Recall), id);
                return new Created(taskId);
            },
            cancellationToken);

    private async Task<Outcome<RecallOpened>> OpenAsync(RecallRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        Check(request, ShanghaiDay.Of(scope.Now), errors);
        var lots = request.Kind is RecallKind.Lot or RecallKind.Product && request.ConsumableId is { } product
            ? await LotsAsync(scope.Db, product, request, errors, cancellationToken)
            : [];
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var affected = request.Kind == RecallKind.SoftwareVersion
            ? [.. (await cases.OfSoftwareAsync(scope.Db, scope.Caller, DeviceChecks.Trimmed(request.Algorithm), request.SoftwareVersion!.Trim(), MostCases, cancellationToken)).Select(c => c.Id)]
            : await scope.Db.Set<ConsumableMovement>().Where(m => lots.Contains(m.LotId) && m.Kind == MovementKind.Used && m.CaseId != null)
                .Select(m => m.CaseId!.Value).Distinct().ToListAsync(cancellationToken);
        var recall = await AddAsync(request, scope, cancellationToken);
        foreach (var affectedCase in affected)
        {
            scope.Db.Add(new RecallTask { InstitutionId = scope.InstitutionId, Id = scope.NewId(), RecallId = recall.Id, CaseId = affectedCase });
        }

        scope.Record("recall.opened", nameof(Recall), recall.Id);
        return new RecallOpened(recall.Id, recall.Number, affected.Count, await RecallList.InStockAsync(scope.Db, lots, cancellationToken));
    }

    private static async Task<Recall> AddAsync(RecallRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var year = ShanghaiDay.Of(scope.Now).Year;
        var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"recall-{year}"), cancellationToken);
        var software = request.Kind == RecallKind.SoftwareVersion;
        var recall = new Recall
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Number = string.Create(CultureInfo.InvariantCulture, $"RC-{year}-{serial:000}"),
            Kind = request.Kind!.Value,
            ConsumableId = software ? null : request.ConsumableId,
            Lot = request.Kind == RecallKind.Lot ? request.Lot!.Trim() : null,
            Algorithm = software ? DeviceChecks.Trimmed(request.Algorithm) : null,
            SoftwareVersion = software ? request.SoftwareVersion!.Trim() : null,
            Notice = request.Notice!.Trim(),
            Reason = request.Reason!.Trim(),
            DueOn = request.DueOn,
            OpenedBy = scope.Caller.Id,
            OpenedAt = scope.Now,
        };
        scope.Db.Add(recall);
        return recall;
    }

    private static void Check(RecallRequest request, DateOnly today, FieldErrors errors)
    {
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Text("notice", request.Notice, 100);
        errors.Text("reason", request.Reason, 1000);
        errors.AnyDay("dueOn", request.DueOn);
        errors.InOrder("dueOn", today, request.DueOn);
        errors.Text("lot", request.Lot, 40, required: request.Kind == RecallKind.Lot);
        errors.Text("algorithm", request.Algorithm, 200, required: false);
        errors.Text("softwareVersion", request.SoftwareVersion, 100, required: request.Kind == RecallKind.SoftwareVersion);
        errors.Require(request.Kind is null or RecallKind.SoftwareVersion || request.ConsumableId is not null, "consumableId", "field.required");
    }

    private static async Task<List<Guid>> LotsAsync(HengjianDbContext db, Guid product, RecallRequest request, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (!await db.Set<Consumable>().AnyAsync(c => c.Id == product, cancellationToken))
        {
            errors.Add("consumableId", "field.unknownReference");
            return [];
        }

        // A lot that never came here is recalled all the same: it is stopped should it come.
        var lot = request.Kind == RecallKind.Lot ? request.Lot?.Trim() : null;
        return await db.Set<ConsumableLot>().Where(l => l.ConsumableId == product && (lot == null || l.Lot == lot)).Select(l => l.Id).ToListAsync(cancellationToken);
    }

    private Task<Outcome<Created>> EndAsync(Guid id, RecallEndRequest request, RecallState state, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Recall>().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } recall)
                {
                    return new NotFound("recall");
                }

                var errors = new FieldErrors();
                errors.Text("note", request.Note, 1000);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (recall.State == RecallState.Withdrawn || recall.State == state)
                {
                    return new Conflict("device.recallEnded");
                }

                if (state == RecallState.Closed && await scope.Db.Set<RecallTask>().AnyAsync(t => t.RecallId == id && t.Outcome == null, ct))
                {
                    return new Conflict("device.tasksOpen");
                }

                recall.State = state;
                recall.EndedAt = scope.Now;
                recall.EndNote = request.Note!.Trim();
                scope.Record(state == RecallState.Closed ? "recall.closed" : "recall.withdrawn", nameof(Recall), id);
                return new Created(id);
            },
            cancellationToken);
}
