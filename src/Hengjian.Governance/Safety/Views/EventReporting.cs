using Hengjian.Governance.Persistence;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Safety.Views;

internal sealed class EventReporting(IDeploymentDirectory deployments) : IEventReporting
{
    public async Task<ReportableEvent?> FindAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken) =>
        (await BuildAsync(db, db.Set<AdverseEvent>().Where(e => e.Id == id), cancellationToken)).FirstOrDefault();

    public Task<IReadOnlyList<ReportableEvent>> ReportedAsync(HengjianDbContext db, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        BuildAsync(db, db.Set<AdverseEvent>().Where(e => e.ReportedAt >= from && e.ReportedAt < to), cancellationToken);

    private async Task<IReadOnlyList<ReportableEvent>> BuildAsync(HengjianDbContext db, IQueryable<AdverseEvent> query, CancellationToken cancellationToken)
    {
        var rows = await query.AsNoTracking().OrderBy(e => e.ReportedAt).ThenBy(e => e.Id).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(e => e.Id);
        var actions = (await db.Set<EventAction>().AsNoTracking().Where(a => ids.Contains(a.EventId)).Select(a => new { a.EventId, a.Effective }).ToListAsync(cancellationToken)).ToLookup(a => a.EventId);
        var found = new Dictionary<Guid, DeploymentFile?>();
        foreach (var id in rows.Select(e => e.DeploymentId).OfType<Guid>().Distinct())
        {
            found[id] = await deployments.FindAsync(db, id, cancellationToken);
        }

        return rows.ConvertAll(e =>
        {
            var on = e.DeploymentId is { } id ? found[id] : null;
            return new ReportableEvent(
                e.Id, e.Number, e.Kind, e.Grade, e.Harm, e.Causality, e.State, e.OccurredAt, e.ReportedAt, e.CaseId, on?.TechnologyName, on?.AlgorithmName, on?.AlgorithmVersion, e.Device, e.Udi,
                e.Lot, e.InvestigatedAt, e.Suspension == SuspensionProposal.Suspended, actions[e.Id].Count(), actions[e.Id].Count(a => a.Effective == true));
        });
    }
}
