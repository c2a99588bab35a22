using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Stages;

/// <summary>Reads and sets where deployments stand.</summary>
internal sealed class DeploymentStages(IDeploymentDirectory directory) : IDeploymentStages
{
    public async Task<DeploymentStanding?> FindAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Set<Deployment>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id && d.Stage != DeploymentStage.Study, cancellationToken) is { } row ? Standing(row) : null;

    public async Task<IReadOnlyList<DeploymentStanding>> AllAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        (await db.Set<Deployment>().AsNoTracking().Where(d => d.Stage != DeploymentStage.Study).OrderBy(d => d.Name).ThenBy(d => d.Id).ToListAsync(cancellationToken)).ConvertAll(Standing);

    public async Task<DeploymentFile?> WithVersionAsync(HengjianDbContext db, Guid id, Guid version, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(db, id, cancellationToken) is not { } file)
        {
            return null;
        }

        var row = await db.Set<TechnologyVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.Id == version && v.TechnologyId == file.TechnologyId, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var scope = TechnologyScopeFacts.Of(row.AlgorithmVersion, row.Scope, row.ReassessFrom);
        return file with
        {
            VersionId = row.Id,
            AlgorithmName = row.AlgorithmName,
            AlgorithmVersion = row.AlgorithmVersion,
            IndicationChecklist = row.IndicationChecklist
                ?? await db.Set<Technology>().Where(t => t.Id == row.TechnologyId).Select(t => t.IndicationChecklist).FirstAsync(cancellationToken),
            Scope = scope,
            Approval = file.Approval with { ReleaseVersion = row.AlgorithmVersion, DeliveredOn = row.DeliveredOn, DeliveryDocument = row.DeliveryDocument, Scope = scope },
        };
    }

    public Task<DateTimeOffset?> ScopeAnsweredAtAsync(HengjianDbContext db, Guid version, CancellationToken cancellationToken) =>
        db.Set<ScopeAssessment>().Where(a => a.TechnologyVersionId == version).OrderByDescending(a => a.AnsweredAt).Select(a => (DateTimeOffset?)a.AnsweredAt).FirstOrDefaultAsync(cancellationToken);

    public async Task MoveAsync(WriteScope scope, Guid id, DeploymentStage stage, CancellationToken cancellationToken)
    {
        var row = await LoadAsync(scope, id, cancellationToken);
        row.Stage = stage;
        if (stage == DeploymentStage.Retired)
        {
            row.SuspendedAt = null;
        }
    }

    public async Task ResumeAsync(WriteScope scope, Guid id, CancellationToken cancellationToken)
    {
        var row = await LoadAsync(scope, id, cancellationToken);
        (row.SuspendedAt, row.SuspensionReason) = (null, null);
    }

    public async Task AlterAsync(WriteScope scope, Guid id, DeploymentAlteration alteration, CancellationToken cancellationToken)
    {
        var row = await LoadAsync(scope, id, cancellationToken);
        row.TechnologyVersionId = alteration.VersionId ?? row.TechnologyVersionId;
        row.DepartmentId = alteration.DepartmentId ?? row.DepartmentId;
        row.DefaultProtocol = alteration.Protocol ?? row.DefaultProtocol;
        if (alteration.IndicationChecklist is { } checklist)
        {
            var version = await scope.Db.Set<TechnologyVersion>().SingleAsync(v => v.Id == row.TechnologyVersionId, cancellationToken);
            version.IndicationChecklist = checklist;
        }
    }

    public static DeploymentStanding Standing(Deployment row) => new(
        row.Id,
        row.Name,
        row.Stage,
        row.SuspendedAt,
        row.TechnologyId,
        row.TechnologyVersionId,
        row.DepartmentId,
        row.DefaultProtocol,
        row.TakeoverReason is { } reason && row.InUseSince is { } since ? new TakeoverFacts(reason, since) : null,
        row.CreatedAt);

    private static Task<Deployment> LoadAsync(WriteScope scope, Guid id, CancellationToken cancellationToken) =>
        scope.Db.Set<Deployment>().SingleAsync(d => d.Id == id, cancellationToken);
}
