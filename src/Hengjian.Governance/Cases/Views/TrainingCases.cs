using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

internal sealed class TrainingCases(IDeploymentDirectory deployments) : ITrainingCases
{
    public async Task<TrainingCase?> ByNumberAsync(HengjianDbContext db, string number, CancellationToken cancellationToken) =>
        (await ReadAsync(db, Real(db).Where(c => c.Number == number), cancellationToken)).FirstOrDefault();

    public async Task<IReadOnlyDictionary<Guid, TrainingCase>> ManyAsync(HengjianDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? new Dictionary<Guid, TrainingCase>()
        : (await ReadAsync(db, Real(db).Where(c => ids.Contains(c.Id)), cancellationToken)).ToDictionary(c => c.Id);

    private static IQueryable<Case> Real(HengjianDbContext db) => db.Set<Case>().AsNoTracking().Where(c => c.StudyKey == null);

    private async Task<List<TrainingCase>> ReadAsync(HengjianDbContext db, IQueryable<Case> cases, CancellationToken cancellationToken)
    {
        var rows = await cases.Select(c => new { c.Id, c.Number, c.ExaminedAt, c.DeploymentId, c.State, c.WithoutAi, c.ConcludedAt, c.IssuedLabel }).ToListAsync(cancellationToken);
        var files = new Dictionary<Guid, DeploymentFile?>();
        foreach (var deployment in rows.Select(r => r.DeploymentId).Distinct())
        {
            files[deployment] = await deployments.FindAsync(db, deployment, cancellationToken);
        }

        return
        [
            .. rows.Select(r => new TrainingCase(
                r.Id,
                r.Number,
                ShanghaiDay.Of(r.ExaminedAt),
                files[r.DeploymentId]?.TechnologyName ?? "",
                files[r.DeploymentId]?.Category ?? "",
                r.WithoutAi,
                r.State is not (CaseState.Registered or CaseState.Indicated or CaseState.Cancelled),
                r.State == CaseState.Cancelled,
                r.ConcludedAt is null ? null : files[r.DeploymentId]?.Label(r.IssuedLabel)?.Display ?? r.IssuedLabel)),
        ];
    }
}
