using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Safety.Reminders;

/// <summary>What of adverse events waits for whom: investigations and actions for the quality officer, proposed suspensions for the governance officer.</summary>
internal sealed class SafetyWork(TimeProvider clock) : IWorkSource, IDueSource
{
    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var waiting = new List<WaitingWork>();
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        if (caller.Can(Permission.AdverseEventsHandle))
        {
            var open = db.Set<AdverseEvent>().Where(e => e.State == EventState.Reported);
            var late = await open.AnyAsync(e => e.InvestigationDueOn < today, cancellationToken);
            Add(waiting, "eventsToInvestigate", await open.CountAsync(cancellationToken), "/adverse-events?state=reported", late ? WorkUrgency.Overdue : WorkUrgency.Due);
            var actions = db.Set<EventAction>().Where(a => a.Effective == null && db.Set<AdverseEvent>().Any(e => e.Id == a.EventId && e.State != EventState.Closed));
            late = await actions.AnyAsync(a => a.Evidence == null && a.DueOn < today, cancellationToken);
            Add(waiting, "eventActions", await actions.CountAsync(cancellationToken), "/adverse-events?state=investigated", late ? WorkUrgency.Overdue : WorkUrgency.Waiting);
        }

        if (caller.Can(Permission.DeploymentsSuspend))
        {
            var proposed = await db.Set<AdverseEvent>().CountAsync(e => e.Suspension == SuspensionProposal.Proposed, cancellationToken);
            Add(waiting, "suspensionsProposed", proposed, "/adverse-events?suspension=proposed", WorkUrgency.Overdue);
        }

        return waiting;
    }

    /// <summary>Events to investigate; <see cref="OverdueEvents"/> tells of those whose day is over.</summary>
    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.AdverseEventsHandle))
        {
            return [];
        }

        var day = ShanghaiDay.Of(until);
        var due = await db.Set<AdverseEvent>().Where(e => e.State == EventState.Reported && e.InvestigationDueOn < day)
            .OrderBy(e => e.InvestigationDueOn).ThenBy(e => e.Id).Take(most).Select(e => new { e.Id, e.Number, e.InvestigationDueOn }).ToListAsync(cancellationToken);
        return due.ConvertAll(e =>
            new DueItem("adverseEvent", e.Id, e.Number, $"/adverse-events/{e.Id:D}", Role.QualityOfficer, ShanghaiDay.Start(e.InvestigationDueOn.AddDays(1))) { Escalates = false });
    }

    private static void Add(List<WaitingWork> waiting, string kind, int count, string path, WorkUrgency urgency)
    {
        if (count > 0)
        {
            waiting.Add(new WaitingWork(kind, count, path, urgency));
        }
    }
}
