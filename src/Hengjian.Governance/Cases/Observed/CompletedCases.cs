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

    public async Task<IReadOnlyList<OpenCompleteCase>> OpenAsync(HengjianDbContext db, Guid deploymentId, Guid after, int most, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Case>().AsNoTracking()
            .Where(c => c.DeploymentId == deploymentId && (c.State == CaseState.Concluded || c.State == CaseState.Reported) && c.StudyKey == null && c.ConcludedAt != null && c.Id.CompareTo(after) > 0)
            .OrderBy(c => c.Id).Take(most).Select(c => new { c.Id, c.Number, c.ConcludedAt }).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(c => c.Id);
        var labels = (await db.Set<FinalDiagnosis>().AsNoTracking().Where(d => ids.Contains(d.CaseId)).Select(d => new { d.CaseId, d.Label, d.SignedAt }).ToListAsync(cancellationToken))
            .GroupBy(d => d.CaseId).ToDictionary(g => g.Key, g => g.MaxBy(d => d.SignedAt)!.Label);
        return rows.ConvertAll(c => new OpenCompleteCase(c.Id, c.Number, labels.GetValueOrDefault(c.Id), c.ConcludedAt!.Value));
    }

    public Task<int> ClosedAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        db.Set<Case>().CountAsync(c => c.DeploymentId == deploymentId && c.State == CaseState.Closed && c.StudyKey == null, cancellationToken);

    private static IQueryable<Case> Of(HengjianDbContext db, Guid deploymentId, DateTimeOffset from, DateTimeOffset before) => db.Set<Case>().AsNoTracking()
        .Where(c => c.DeploymentId == deploymentId && Complete.Contains(c.State) && c.RegisteredAt >= from && c.RegisteredAt < before && c.StudyKey == null);

    private static IQueryable<Case> Observed(HengjianDbContext db, IQueryable<Case> cases) => cases.Where(c =>
        db.Set<Opinion>().Any(o => o.CaseId == c.Id && o.ObservedActId != null) || db.Set<FinalDiagnosis>().Any(d => d.CaseId == c.Id && d.ObservedActId != null));
}
