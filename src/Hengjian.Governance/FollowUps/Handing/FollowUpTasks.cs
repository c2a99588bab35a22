using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.FollowUps.Working;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Handing;

/// <summary>Follow-ups that are assigned to one person.</summary>
internal sealed class FollowUpTasks(ICaseDirectory cases, IRoleMembers members) : IOpenTasks
{
    public string Kind => "followUp";

    public async Task<IReadOnlyCollection<TaskHolder>> HoldersAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        (await db.Set<FollowUpTask>().Where(t => t.State == FollowUpState.Open && t.AssignedTo != null).Select(t => t.AssignedTo!.Value).Distinct().ToListAsync(cancellationToken))
            .ConvertAll(TaskHolder.OfUser);

    public async Task<IReadOnlyList<OpenTask>> OfAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken)
    {
        if (holder.UserId is not { } user)
        {
            return [];
        }

        var rows = await Waiting(db, user).OrderBy(t => t.NextOn).ThenBy(t => t.Id).Select(t => new { t.Id, t.CaseId, t.Purpose, t.NextOn }).ToListAsync(cancellationToken);
        var numbers = (await cases.ManyAsync(db, Caller.System(db.InstitutionId), [.. rows.Select(t => t.CaseId).Distinct()], cancellationToken)).ToDictionary(c => c.Id, c => c.Number);
        return rows.ConvertAll(t => new OpenTask(
            Kind, t.Id, $"{numbers.GetValueOrDefault(t.CaseId)} · {t.Purpose}".Trim(' ', '·'), $"/follow-ups/{t.Id:D}", ShanghaiDay.Start(t.NextOn.AddDays(1))));
    }

    public async Task<Refusal?> HandOverAsync(WriteScope scope, Guid task, TaskHolder from, TaskHolder to, CancellationToken cancellationToken)
    {
        if (from.UserId is not { } user || await Waiting(scope.Db, user).FirstOrDefaultAsync(t => t.Id == task, cancellationToken) is not { } followUp)
        {
            return new NotFound("followUp");
        }

        if (!(await members.OfAsync(scope.Db, Role.FollowUpStaff, cancellationToken)).Any(m => m.UserId == to.UserId))
        {
            return new Conflict("handover.roleLacking");
        }

        if (!await FollowUpSight.StaffsAsync(scope.Db, to.UserId!.Value, followUp.DeploymentId, cancellationToken))
        {
            return new Conflict("handover.notStaff");
        }

        followUp.AssignedTo = to.UserId;
        scope.Record("followUp.assigned", nameof(FollowUpTask), followUp.Id);
        return null;
    }

    private static IQueryable<FollowUpTask> Waiting(HengjianDbContext db, Guid user) => db.Set<FollowUpTask>().Where(t => t.State == FollowUpState.Open && t.AssignedTo == user);
}
