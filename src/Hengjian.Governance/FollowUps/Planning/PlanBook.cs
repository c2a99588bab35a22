using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Planning;

/// <summary>The plan in force and the facts that R17-3.6b is decided from.</summary>
internal sealed class PlanBook : IFollowUpFacts
{
    public async Task<FollowUpFacts> OfAsync(HengjianDbContext db, Guid caseId, Guid deploymentId, CancellationToken cancellationToken)
    {
        var plan = await InForceAsync(db, deploymentId, cancellationToken);
        var tasks = await db.Set<FollowUpTask>().Where(t => t.CaseId == caseId && t.State != FollowUpState.Dropped).OrderBy(t => t.DueOn)
            .Select(t => new { t.DueOn, t.State, t.PlanId }).ToListAsync(cancellationToken);
        return new FollowUpFacts(plan?.Number, [.. tasks.Where(t => t.PlanId is not null).Select(t => new FollowUpTaskFact(t.DueOn, t.State))]);
    }

    public static Task<FollowUpPlan?> InForceAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        db.Set<FollowUpPlan>().Where(p => p.DeploymentId == deploymentId).OrderByDescending(p => p.Number).FirstOrDefaultAsync(cancellationToken);
}
