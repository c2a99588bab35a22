using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Observed;

internal sealed class CompletedCases : ICompletedCases
{
    private static readonly CaseState[] Complete = [CaseState.Concluded, CaseState.Reported, CaseState.Closed];

    public IQueryable<CompletedCase> Of(HengjianDbContext db, Guid? deploymentId, DateTimeOffset from, DateTimeOffset before) => db.Set<Case>().AsNoTracking()
        .Where(c => (deploymentId == null || c.DeploymentId == deploymentId) && Complete.Contains(c.State) && c.RegisteredAt >= from && c.RegisteredAt < before && c.StudyKey == null)
        .Select(c => new CompletedCase
        {
            Id = c.Id,
            Number = c.Number,
            DeploymentId = c.DeploymentId,
            RegisteredAt = c.RegisteredAt,
            State = c.State,
            Invasive = c.Invasive,
            Observed = db.Set<Opinion>().Any(o => o.CaseId == c.Id && o.ObservedActId != null) || db.Set<FinalDiagnosis>().Any(d => d.CaseId == c.Id && d.ObservedActId != null),
        });

    public IQueryable<UndecidedClause> Undecided(HengjianDbContext db) => db.Set<ClauseGap>().AsNoTracking().Select(g => new UndecidedClause { CaseId = g.CaseId, Clause = g.Clause });

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
}
