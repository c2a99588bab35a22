using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.LifeCycle.Gates;

/// <summary>What a step leaves beside its kind.</summary>
internal sealed record StepDetails
{
    public Gate? Gate { get; init; }

    public DeploymentStage? To { get; init; }

    public Guid? VersionId { get; init; }

    public Guid? SubjectId { get; init; }

    public string? Remark { get; init; }

    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    public IReadOnlyList<Guid> Signatures { get; init; } = [];
}

/// <summary>Writes the event row of a step, and names the act for the ledger.</summary>
internal static class LifeCycleLog
{
    public static void Add(WriteScope scope, DeploymentStanding deployment, LifeCycleEventKind kind, StepDetails details)
    {
        scope.Db.Add(new LifeCycleEvent
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            DeploymentId = deployment.Id,
            Kind = kind,
            Gate = details.Gate,
            FromStage = deployment.Stage,
            ToStage = details.To ?? deployment.Stage,
            TechnologyVersionId = details.VersionId ?? deployment.VersionId,
            At = scope.Now,
            ActorId = scope.Caller.Id,
            SubjectId = details.SubjectId,
            Remark = details.Remark,
            Decisions = details.Decisions,
            Signatures = details.Signatures,
        });
        scope.Record("lifeCycle." + CodeName.Of(kind), "Deployment", deployment.Id, details.Decisions.Count > 0 ? details.Decisions[0].Pack : null);
    }
}
