using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Reminders;

/// <summary>What of equipment and consumables waits for whom: overdue upkeep and unchecked receipts for their keepers, follow-up of recalls.</summary>
internal sealed class DeviceWork(TimeProvider clock) : IWorkSource, IDueSource
{
    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var waiting = new List<WaitingWork>();
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        if (caller.Can(Permission.EquipmentWrite))
        {
            var served = Served(db);
            Add(
                waiting,
                "verificationsOverdue",
                await served.CountAsync(e => e.VerificationMonths != null && (e.VerificationDueOn == null || e.VerificationDueOn < today), cancellationToken),
                "/equipment?due=verificationOverdue",
                WorkUrgency.Overdue);
            Add(
                waiting,
                "upkeepOverdue",
                await served.CountAsync(
                    e => (e.TestingMonths != null && (e.TestingDueOn == null || e.TestingDueOn < today))
                        || (e.MaintenanceMonths != null && (e.MaintenanceDueOn == null || e.MaintenanceDueOn < today)),
                    cancellationToken),
                "/equipment?due=overdue",
                WorkUrgency.Due);
        }

        if (caller.Can(Permission.ConsumablesWrite))
        {
            Add(
                waiting,
                "receiptsToCheck",
                await db.Set<ConsumableReceipt>().CountAsync(r => r.CheckedBy == null && r.ReceivedBy != caller.Id, cancellationToken),
                "/consumables",
                WorkUrgency.Due);
        }

        if (caller.Can(Permission.RecallsFollowUp))
        {
            var open = db.Set<Recall>().Where(r => r.State == RecallState.Open);
            var overdue = await open.AnyAsync(r => r.DueOn < today && db.Set<RecallTask>().Any(t => t.RecallId == r.Id && t.Outcome == null), cancellationToken);
            Add(
                waiting,
                "recallTasks",
                await db.Set<RecallTask>().CountAsync(t => t.Outcome == null && open.Any(r => r.Id == t.RecallId), cancellationToken),
                "/recalls?state=open",
                overdue ? WorkUrgency.Overdue : WorkUrgency.Due);
        }

        return waiting;
    }

    /// <summary>Recalls whose follow-up is not done, and equipment whose verification, testing or maintenance is.</summary>
    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken) =>
    [
        .. (await RecallsAsync(db, caller, until, most, cancellationToken)).Concat(await UpkeepAsync(db, caller, until, most, cancellationToken)).OrderBy(i => i.DueAt).Take(most),
    ];

    /// <summary>Reminders come before the day, and readiness tells of what blocks after it: so it does not escalate by itself.</summary>
    private static async Task<IReadOnlyList<DueItem>> UpkeepAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.EquipmentWrite))
        {
            return [];
        }

        var day = ShanghaiDay.Of(until);
        var late = await Served(db).Where(e => e.VerificationDueOn < day || e.TestingDueOn < day || e.MaintenanceDueOn < day)
            .OrderBy(e => e.VerificationDueOn).ThenBy(e => e.Id).Take(most).Select(e => new { e.Id, e.Name, e.DepartmentId, e.VerificationDueOn, e.TestingDueOn, e.MaintenanceDueOn }).ToListAsync(cancellationToken);
        return late.ConvertAll(e => new DueItem(
            "upkeep", e.Id, e.Name, $"/equipment/{e.Id:D}", Role.DeviceKeeper,
            ShanghaiDay.Start(new[] { e.VerificationDueOn, e.TestingDueOn, e.MaintenanceDueOn }.Min()!.Value.AddDays(1)))
        {
            DepartmentId = e.DepartmentId,
            Escalates = false,
        });
    }

    private static async Task<IReadOnlyList<DueItem>> RecallsAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.RecallsRead))
        {
            return [];
        }

        // A day's deadline is its end.
        var day = ShanghaiDay.Of(until);
        var recalls = await db.Set<Recall>().Where(r => r.State == RecallState.Open && r.DueOn != null && r.DueOn < day && db.Set<RecallTask>().Any(t => t.RecallId == r.Id && t.Outcome == null))
            .OrderBy(r => r.DueOn).Take(most).Select(r => new { r.Id, r.Number, r.DueOn }).ToListAsync(cancellationToken);
        return recalls.ConvertAll(r => new DueItem("recall", r.Id, r.Number, $"/recalls/{r.Id:D}", Role.FollowUpStaff, ShanghaiDay.Start(r.DueOn!.Value.AddDays(1))));
    }

    private static IQueryable<Equipment> Served(HengjianDbContext db) => db.Set<Equipment>().Where(e => e.AcceptedOn != null && e.RetiredOn == null);

    private static void Add(List<WaitingWork> waiting, string kind, int count, string path, WorkUrgency urgency)
    {
        if (count > 0)
        {
            waiting.Add(new WaitingWork(kind, count, path, urgency));
        }
    }
}
