using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Inventory;

/// <summary>A version that sends results to a deployment which did not admit it; its results are kept in shadow.</summary>
/// <param name="TechnologyId">The deployment's technology.</param>
/// <param name="DeploymentId">The deployment.</param>
/// <param name="DeploymentName">Its name.</param>
/// <param name="AlgorithmName">As the results state it; null: they do not.</param>
/// <param name="AlgorithmVersion">As the results state it; null: they do not.</param>
/// <param name="Results">How many results are kept.</param>
/// <param name="FirstAt">Since when.</param>
/// <param name="LastAt">Until when.</param>
/// <param name="VersionId">The technology's version of that name, where it is registered; null: register it.</param>
public sealed record UnadmittedVersion(
    Guid TechnologyId, Guid DeploymentId, string DeploymentName, string? AlgorithmName, string? AlgorithmVersion, int Results, DateTimeOffset FirstAt, DateTimeOffset LastAt, Guid? VersionId);

/// <summary>Versions that arrived in results without having been admitted (R17-0.1, R17-3.8.1a), and the work that they make.</summary>
public sealed class UnknownVersions(Database database, IShadowResults results) : IWorkSource
{
    /// <summary>Those of one technology, or of all; the latest seen first.</summary>
    public async Task<IReadOnlyList<UnadmittedVersion>> ListAsync(Caller caller, Guid? technologyId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await ListAsync(db, technologyId, cancellationToken);
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.TechnologiesWrite))
        {
            return [];
        }

        var unknown = (await ListAsync(db, null, cancellationToken)).Where(u => u.VersionId is null).ToList();
        return unknown.Count == 0
            ? []
            : [new WaitingWork("unknownVersions", unknown.Count, unknown.Count == 1 ? $"/technologies/{unknown[0].TechnologyId:D}" : "/technologies", WorkUrgency.Due)];
    }

    private async Task<IReadOnlyList<UnadmittedVersion>> ListAsync(HengjianDbContext db, Guid? technologyId, CancellationToken cancellationToken)
    {
        var deployments = await db.Set<Deployment>().Where(d => technologyId == null || d.TechnologyId == technologyId)
            .Select(d => new { d.Id, d.Name, d.TechnologyId, d.TechnologyVersionId }).ToDictionaryAsync(d => d.Id, cancellationToken);
        var kept = await results.CountAsync(db, technologyId is null ? null : deployments.Keys, cancellationToken);
        if (kept.Count == 0)
        {
            return [];
        }

        var versions = await db.Set<TechnologyVersion>().Where(v => technologyId == null || v.TechnologyId == technologyId)
            .Select(v => new { v.Id, v.TechnologyId, v.AlgorithmName, v.AlgorithmVersion }).ToListAsync(cancellationToken);
        return
        [
            .. from k in kept
               let at = deployments[k.DeploymentId]
               let version = versions.Find(v => v.TechnologyId == at.TechnologyId && v.AlgorithmName == k.AlgorithmName && v.AlgorithmVersion == k.AlgorithmVersion)
               where version?.Id != at.TechnologyVersionId // The admitted version of a deployment that runs in shadow is no surprise.
               select new UnadmittedVersion(at.TechnologyId, at.Id, at.Name, k.AlgorithmName, k.AlgorithmVersion, k.Results, k.FirstAt, k.LastAt, version?.Id),
        ];
    }
}
