using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Working;

/// <summary>Which tasks a caller may see: follow-up staff those of the deployments they are named for and of those that name nobody, overseers all of the institution.</summary>
internal static class FollowUpSight
{
    public static async Task<IQueryable<FollowUpTask>> TasksAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.FollowUpsRead))
        {
            return db.Set<FollowUpTask>().Where(t => false);
        }

        if (caller.Kind == CallerKind.System || caller.Is(Role.GovernanceOfficer) || caller.Is(Role.QualityOfficer))
        {
            return db.Set<FollowUpTask>();
        }

        var others = (await db.Set<FollowUpStaffing>().ToListAsync(cancellationToken)).Where(s => s.Users.Count > 0 && !s.Users.Contains(caller.Id)).Select(s => s.DeploymentId).ToList();
        return db.Set<FollowUpTask>().Where(t => !others.Contains(t.DeploymentId));
    }

    /// <summary>Whether the caller follows up cases of the deployment.</summary>
    public static async Task<bool> StaffsAsync(HengjianDbContext db, Guid user, Guid deploymentId, CancellationToken cancellationToken) =>
        await db.Set<FollowUpStaffing>().FirstOrDefaultAsync(s => s.DeploymentId == deploymentId, cancellationToken) is not { Users.Count: > 0 } row || row.Users.Contains(user);
}
