using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Studies;

internal sealed class StudyDeployments : IStudyDeployments
{
    /// <summary>A study's file does not name the version of its AI.</summary>
    private const string UnknownVersion = "study";

    public async Task<Guid> AddAsync(WriteScope scope, string name, IReadOnlyList<LabelDefinition> labels, CancellationToken cancellationToken)
    {
        var technology = new Technology
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Name = name,
            AiClass = AiClass.Cdss,
            Labels = labels,
            CreatedAt = scope.Now,
        };
        var version = new TechnologyVersion
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            TechnologyId = technology.Id,
            AlgorithmName = name,
            AlgorithmVersion = UnknownVersion,
            CreatedAt = scope.Now,
        };
        var deployment = new Deployment
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Name = await FreeNameAsync(scope, name, cancellationToken),
            TechnologyId = technology.Id,
            TechnologyVersionId = version.Id,
            Stage = DeploymentStage.Proposed,
            Mode = DeploymentMode.Observed,
            DefaultProtocol = ReadingProtocol.Concurrent,
            CreatedAt = scope.Now,
        };
        scope.Db.AddRange(technology, version, deployment);
        return deployment.Id;
    }

    public async Task PublishAsync(WriteScope scope, Guid id, CancellationToken cancellationToken) =>
        (await scope.Db.Set<Deployment>().SingleAsync(d => d.Id == id, cancellationToken)).Stage = DeploymentStage.Study;

    public async Task EraseAsync(WriteScope scope, Guid id, CancellationToken cancellationToken)
    {
        var deployment = await scope.Db.Set<Deployment>().SingleAsync(d => d.Id == id && d.Stage == DeploymentStage.Proposed, cancellationToken);
        scope.Db.Remove(await scope.Db.Set<TechnologyVersion>().SingleAsync(v => v.Id == deployment.TechnologyVersionId, cancellationToken));
        scope.Db.Remove(await scope.Db.Set<Technology>().SingleAsync(t => t.Id == deployment.TechnologyId, cancellationToken));
        scope.Db.Remove(deployment);
    }

    private static async Task<string> FreeNameAsync(WriteScope scope, string name, CancellationToken cancellationToken)
    {
        var taken = (await scope.Db.Set<Deployment>().Where(d => d.Name.StartsWith(name)).Select(d => d.Name).ToListAsync(cancellationToken))
            .Concat(scope.Db.Set<Deployment>().Local.Select(d => d.Name)).ToHashSet(StringComparer.Ordinal);
        var candidate = name;
        for (var n = 2; taken.Contains(candidate); n++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name} ({n})");
        }

        return candidate;
    }
}
