using Hengjian.Governance.Persistence;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Readiness.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Readiness.Evaluation;

/// <summary>Reads from the stored evaluations whether a deployment is unready, and since when.</summary>
internal sealed class ReadinessLapses : IReadinessLapses
{
    public async Task<ReadinessLapse?> FindAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var rows = db.Set<ReadinessEvaluation>().AsNoTracking().Where(e => e.DeploymentId == deploymentId);
        if (await rows.Where(e => e.EndedAt == null).OrderByDescending(e => e.At).FirstOrDefaultAsync(cancellationToken) is not { Outcome: ReadinessOutcome.NotReady } standing)
        {
            return null;
        }

        // What stops it may have changed in between; the time runs on. Days before it was in use are not counted.
        var otherwise = await rows.Where(e => e.Outcome != ReadinessOutcome.NotReady).OrderByDescending(e => e.At).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancellationToken);
        var unready = await rows.Where(e => e.Outcome == ReadinessOutcome.NotReady && (otherwise == null || e.At > otherwise)).OrderBy(e => e.At)
            .Select(e => new { e.At, e.InUse }).ToListAsync(cancellationToken);
        var since = unready.Find(e => e.InUse != false);
        return new ReadinessLapse((since ?? unready[0]).At, [.. standing.Clauses.Where(c => c.Blocks).Select(c => c.Clause)]) { BeforeUse = since is null };
    }
}
