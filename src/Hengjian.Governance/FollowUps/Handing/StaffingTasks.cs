using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Handing;

/// <summary>The part of somebody who is named to follow up the cases of a deployment. It passes on before the follow-ups themselves, which then may go to the same colleague.</summary>
internal sealed class StaffingTasks(IDeploymentDirectory deployments, IRoleMembers members) : IOpenTasks
{
    public string Kind => "followUpStaff";

    public async Task<IReadOnlyCollection<TaskHolder>> HoldersAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        [.. (await db.Set<FollowUpStaffing>().ToListAsync(cancellationToken)).SelectMany(s => s.Users).Distinct().Select(TaskHolder.OfUser)];

    public async Task<IReadOnlyList<OpenTask>> OfAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken)
    {
        if (holder.UserId is not { } user)
        {
            return [];
        }

        var rows = (await db.Set<FollowUpStaffing>().ToListAsync(cancellationToken)).FindAll(s => s.Users.Contains(user));
        var names = await deployments.NamesAsync(db, [.. rows.Select(s => s.DeploymentId)], cancellationToken);
        return [.. rows.Select(s => new OpenTask(Kind, s.Id, names.GetValueOrDefault(s.DeploymentId) ?? "", $"/follow-ups/plans/{s.DeploymentId:D}", null)).OrderBy(t => t.Title, StringComparer.Ordinal)];
    }

    public async Task<Refusal?> HandOverAsync(WriteScope scope, Guid task, TaskHolder from, TaskHolder to, CancellationToken cancellationToken)
    {
        if (from.UserId is not { } user || await scope.Db.Set<FollowUpStaffing>().FirstOrDefaultAsync(s => s.Id == task, cancellationToken) is not { } row || !row.Users.Contains(user))
        {
            return new NotFound("followUpStaff");
        }

        if (!(await members.OfAsync(scope.Db, Role.FollowUpStaff, cancellationToken)).Any(m => m.UserId == to.UserId))
        {
            return new Conflict("handover.roleLacking");
        }

        // One who follows these up already simply remains.
        row.Users = [.. row.Users.Select(u => u == user ? to.UserId!.Value : u).Distinct()];
        scope.Record("followUp.staffReplaced", nameof(FollowUpStaffing), row.Id);
        return null;
    }
}
