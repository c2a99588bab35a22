using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.FollowUps.Working;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Reminders;

/// <summary>Follow-ups due today for those who do them, and deployments in use that have no plan for the officer.</summary>
internal sealed class FollowUpWork(IDeploymentDirectory deployments, ICaseDirectory cases, TimeProvider clock) : IWorkSource, IDueSource
{
    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var waiting = new List<WaitingWork>();
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        if (caller.Can(Permission.FollowUpsRecord))
        {
            var due = (await FollowUpSight.TasksAsync(db, caller, cancellationToken)).Where(t => t.State == FollowUpState.Open && t.NextOn <= today);
            if (await due.CountAsync(cancellationToken) is > 0 and var count)
            {
                var overdue = await due.AnyAsync(t => t.DueOn < today, cancellationToken);
                waiting.Add(new WaitingWork("followUpsDue", count, "/follow-ups?due=today", overdue ? WorkUrgency.Overdue : WorkUrgency.Due));
            }
        }

        if (caller.Can(Permission.FollowUpPlansWrite))
        {
            var planned = await db.Set<FollowUpPlan>().Select(p => p.DeploymentId).Distinct().ToListAsync(cancellationToken);
            var without = (await deployments.GovernedAsync(db, cancellationToken)).Count(d => d.InUse && !planned.Contains(d.Id));
            if (without > 0)
            {
                waiting.Add(new WaitingWork("deploymentsWithoutFollowUpPlan", without, "/follow-ups/plans", WorkUrgency.Due));
            }
        }

        return waiting;
    }

    /// <summary>Follow-ups whose day is over are findings (R17-3.6b), so nothing else is told of them.</summary>
    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        var day = ShanghaiDay.Of(until);
        var due = await (await FollowUpSight.TasksAsync(db, caller, cancellationToken)).Where(t => t.State == FollowUpState.Open && t.NextOn < day)
            .OrderBy(t => t.NextOn).ThenBy(t => t.Id).Take(most).Select(t => new { t.Id, t.CaseId, t.NextOn }).ToListAsync(cancellationToken);
        var numbers = (await cases.ManyAsync(db, caller, [.. due.Select(t => t.CaseId).Distinct()], cancellationToken)).ToDictionary(c => c.Id, c => c.Number);
        return
        [
            .. due.Where(t => numbers.ContainsKey(t.CaseId)).Select(t =>
                new DueItem("followUp", t.Id, numbers[t.CaseId], $"/follow-ups/{t.Id:D}", Role.FollowUpStaff, ShanghaiDay.Start(t.NextOn.AddDays(1))) { Escalates = false }),
        ];
    }
}
