using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Observed;

internal sealed class CompletedCases : ICompletedCases
{
    private const int AtOnce = 500;

    private static readonly CaseState[] Complete = [CaseState.Concluded, CaseState.Reported, CaseState.Closed];

    public async Task<CompletedCounts> CountAsync(HengjianDbContext db, Guid deploymentId, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var cases = Of(db, deploymentId, from, before);
        var all = await cases.CountAsync(cancellationToken);
        var observed = await Observed(db, cases).CountAsync(cancellationToken);
        var invasive = await cases.CountAsync(c => c.Invasive, cancellationToken);
        var invasiveObserved = await Observed(db, cases).CountAsync(c => c.Invasive, cancellationToken);
        return new CompletedCounts(all - observed, observed, invasive - invasiveObserved, invasiveObserved);
    }

    public async Task<IReadOnlyDictionary<Guid, bool>> AmongAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> cases, Guid deploymentId, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, bool>();
        foreach (var part in cases.Chunk(AtOnce))
        {
            var rows = Of(db, deploymentId, from, before).Where(c => part.Contains(c.Id));
            var observed = (await Observed(db, rows).Select(c => c.Id).ToListAsync(cancellationToken)).ToHashSet();
            foreach (var id in await rows.Select(c => c.Id).ToListAsync(cancellationToken))
            {
                found[id] = observed.Contains(id);
            }
        }

        return found;
    }

    private static IQueryable<Case> Of(HengjianDbContext db, Guid deploymentId, DateTimeOffset from, DateTimeOffset before) => db.Set<Case>().AsNoTracking()
        .Where(c => c.DeploymentId == deploymentId && Complete.Contains(c.State) && c.RegisteredAt >= from && c.RegisteredAt < before && c.StudyKey == null);

    private static IQueryable<Case> Observed(HengjianDbContext db, IQueryable<Case> cases) => cases.Where(c =>
        db.Set<Opinion>().Any(o => o.CaseId == c.Id && o.ObservedActId != null) || db.Set<FinalDiagnosis>().Any(d => d.CaseId == c.Id && d.ObservedActId != null));
}
