using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

internal sealed class ShadowResults : IShadowResults
{
    public async Task<IReadOnlyList<ShadowResult>> CountAsync(HengjianDbContext db, IReadOnlyCollection<Guid>? deployments, CancellationToken cancellationToken)
    {
        var kept =
            from result in db.Set<AiResult>()
            where result.Status == AiResultStatus.Shadow
            join subject in db.Set<Case>() on result.CaseId equals subject.Id
            select new { subject.DeploymentId, result.AlgorithmName, result.AlgorithmVersion, result.ReceivedAt };
        var counted = await kept
            .Where(k => deployments == null || deployments.Contains(k.DeploymentId))
            .GroupBy(k => new { k.DeploymentId, k.AlgorithmName, k.AlgorithmVersion })
            .Select(g => new { g.Key, Results = g.Count(), First = g.Min(k => k.ReceivedAt), Last = g.Max(k => k.ReceivedAt) })
            .ToListAsync(cancellationToken);
        return [.. counted.OrderByDescending(c => c.Last).Select(c => new ShadowResult(c.Key.DeploymentId, c.Key.AlgorithmName, c.Key.AlgorithmVersion, c.Results, c.First, c.Last))];
    }
}
