using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

/// <summary>Counts a deployment's cases in the database.</summary>
internal sealed class DeploymentUse : IDeploymentUse
{
    public Task<DateTimeOffset?> FirstAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        Cases(db, deploymentId).OrderBy(c => c.ExaminedAt).Select(c => (DateTimeOffset?)c.ExaminedAt).FirstOrDefaultAsync(cancellationToken);

    public async Task<UseCounts> CountAsync(
        HengjianDbContext db, Guid deploymentId, DateTimeOffset from, DateTimeOffset before, IReadOnlyCollection<Guid> readers, CancellationToken cancellationToken)
    {
        var cases = Cases(db, deploymentId).Where(c => c.ExaminedAt >= from && c.ExaminedAt < before);
        var issued = cases.Where(c => c.IssuedAt != null);
        var opinions = db.Set<Opinion>().AsNoTracking().Where(o => !o.Draft);
        return new UseCounts(
            await cases.CountAsync(cancellationToken),
            await issued.CountAsync(cancellationToken),
            await cases.CountAsync(c => c.WithoutAi, cancellationToken),
            await issued.CountAsync(c => opinions.Where(o => o.CaseId == c.Id).Select(o => o.PractitionerId).Distinct().Count() > 1, cancellationToken),
            readers.Count == 0 ? 0 : await issued.CountAsync(c => opinions.Any(o => o.CaseId == c.Id && !readers.Contains(o.PractitionerId)), cancellationToken));
    }

    private static IQueryable<Case> Cases(HengjianDbContext db, Guid deploymentId) =>
        db.Set<Case>().AsNoTracking().Where(c => c.DeploymentId == deploymentId && c.State != CaseState.Cancelled);
}
