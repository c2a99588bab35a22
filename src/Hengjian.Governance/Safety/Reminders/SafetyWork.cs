using System.Globalization;
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

    /// <summary>Events to investigate, actions to be done and effects to be checked; <see cref="OverdueEvents"/> tells of the first two when their day is over.</summary>
    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.AdverseEventsHandle))
        {
            return [];
        }

        var day = ShanghaiDay.Of(until);
        var due = await db.Set<AdverseEvent>().Where(e => e.State == EventState.Reported && e.InvestigationDueOn < day)
            .OrderBy(e => e.InvestigationDueOn).ThenBy(e => e.Id).Take(most).Select(e => new { e.Id, e.Number, On = e.InvestigationDueOn }).ToListAsync(cancellationToken);
        var open = db.Set<AdverseEvent>().Where(e => e.State != EventState.Closed);
        var actions = await db.Set<EventAction>()
            .Where(a => (a.Evidence == null && a.DueOn < day) || (a.Evidence != null && a.Effective == null && a.CheckDueOn != null && a.CheckDueOn < day))
            .Join(open, a => a.EventId, e => e.Id, (a, e) => new { a.Id, a.EventId, e.Number, Action = a.Number, Done = a.Evidence != null, On = a.Evidence == null ? a.DueOn : a.CheckDueOn!.Value })
            .OrderBy(a => a.On).ThenBy(a => a.Id).Take(most).ToListAsync(cancellationToken);
        return
        [
            .. due.Select(e => Item("adverseEvent", e.Id, e.Number, e.Id, e.On) with { Escalates = false })
                .Concat(actions.Select(a => Item(
                    a.Done ? "effectCheck" : "eventAction", a.Id, string.Create(CultureInfo.InvariantCulture, $"{a.Number} · {a.Action}"), a.EventId, a.On) with { Escalates = a.Done }))
                .OrderBy(i => i.DueAt).Take(most),
        ];
    }

    private static DueItem Item(string kind, Guid subject, string title, Guid ev, DateOnly on) =>
        new(kind, subject, title, $"/adverse-events/{ev:D}", Role.QualityOfficer, ShanghaiDay.Start(on.AddDays(1)));

    private static void Add(List<WaitingWork> waiting, string kind, int count, string path, WorkUrgency urgency)
    {
        if (count > 0)
        {
            waiting.Add(new WaitingWork(kind, count, path, urgency));
        }
    }
}
