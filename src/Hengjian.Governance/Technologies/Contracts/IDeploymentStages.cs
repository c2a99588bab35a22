using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>存量登记: the AI was in use when this system came; what admitted it then is not evidenced here.</summary>
/// <param name="Reason">Why it is taken over at this stage, and where the evidence of its admission lies.</param>
/// <param name="InUseSince">First day of use.</param>
public sealed record TakeoverFacts(string Reason, DateOnly InUseSince);

/// <summary>Where a deployment stands, for what decides on its stage.</summary>
public sealed record DeploymentStanding(
    Guid Id,
    string Name,
    DeploymentStage Stage,
    DateTimeOffset? SuspendedAt,
    Guid TechnologyId,
    Guid VersionId,
    Guid? DepartmentId,
    ReadingProtocol Protocol,
    TakeoverFacts? Takeover,
    DateTimeOffset CreatedAt);

/// <summary>What a decided change sets; null keeps.</summary>
public sealed record DeploymentAlteration(
    Guid? VersionId = null, Guid? DepartmentId = null, ReadingProtocol? Protocol = null, IReadOnlyList<ChecklistItem>? IndicationChecklist = null);

/// <summary>The stage of deployments, for the module that keeps their gates. Nothing else moves a deployment.</summary>
public interface IDeploymentStages
{
    /// <summary>Where it stands; null where there is none, or an import made it.</summary>
    Task<DeploymentStanding?> FindAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken);

    /// <summary>Every deployment of the institution that people made.</summary>
    Task<IReadOnlyList<DeploymentStanding>> AllAsync(HengjianDbContext db, CancellationToken cancellationToken);

    /// <summary>The deployment's file as it would be with another version of its technology admitted; null where the version is not one.</summary>
    Task<DeploymentFile?> WithVersionAsync(HengjianDbContext db, Guid id, Guid version, CancellationToken cancellationToken);

    /// <summary>When the scope questions of a version were answered last; null: never.</summary>
    Task<DateTimeOffset?> ScopeAnsweredAtAsync(HengjianDbContext db, Guid version, CancellationToken cancellationToken);

    Task MoveAsync(WriteScope scope, Guid id, DeploymentStage stage, CancellationToken cancellationToken);

    Task ResumeAsync(WriteScope scope, Guid id, CancellationToken cancellationToken);

    Task AlterAsync(WriteScope scope, Guid id, DeploymentAlteration alteration, CancellationToken cancellationToken);
}

/// <summary>Told within the act that registers or suspends a deployment.</summary>
public interface IDeploymentObserver
{
    Task RegisteredAsync(WriteScope scope, DeploymentStanding deployment, CancellationToken cancellationToken);

    Task SuspendedAsync(WriteScope scope, DeploymentStanding deployment, string reason, CancellationToken cancellationToken);
}
