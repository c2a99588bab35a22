using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>What other modules need to know of a deployment at the moment of an act.</summary>
public sealed record DeploymentFile(
    Guid Id,
    string Name,
    DeploymentStage Stage,
    DeploymentMode Mode,
    ReadingProtocol DefaultProtocol,
    DateTimeOffset? SuspendedAt,
    string? SuspensionReason,
    int? TurnaroundHours,
    string? SrMapping,
    Guid TechnologyId,
    string TechnologyName,
    AiClass AiClass,
    string Category,
    string Specialty,
    IReadOnlyList<string> ScopesOfPractice,
    IReadOnlyList<string> FinalDiagnosisScopes,
    IReadOnlyList<LabelDefinition> Labels,
    IReadOnlyList<ChecklistItem> IndicationChecklist,
    Guid VersionId,
    string AlgorithmName,
    string AlgorithmVersion,
    TechnologyScopeFacts Scope,
    DeviceApprovalFacts Approval)
{
    /// <summary>Unified social credit code of its institution, whose overlays of the pack decide; null where no overlay names an institution.</summary>
    public string? Institution { get; init; }

    /// <summary>Acts that are taken from other systems.</summary>
    public IReadOnlyList<ObservedKind> ObservedActs { get; init; } = [];

    /// <summary>Minutes from the indication after which an AI that has sent nothing has failed; null: it is waited for without end.</summary>
    public int? AiTimeLimitMinutes { get; init; }

    /// <summary>Where it runs; null: not said.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>Registered subjects that the technology needs, by name or code; empty: its specialty's.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>What must be acquired for it; empty: any acquisition equipment serves.</summary>
    public IReadOnlyList<string> Acquires { get; init; } = [];

    /// <summary>How its cases are read.</summary>
    public ReadingPlan Reading { get; init; } = ReadingPlan.Plain;

    /// <summary>What the technology asks of people.</summary>
    public TechnologyNeeds Needs => new(Specialty, ScopesOfPractice, FinalDiagnosisScopes, Category) { Institution = Institution };

    /// <summary>The label's definition, or null where the deployment does not know the code.</summary>
    public LabelDefinition? Label(string? code) => Labels.FirstOrDefault(l => l.Code == code);

    /// <summary>True when new cases may be registered on it.</summary>
    public bool InUse => SuspendedAt is null && Stage is DeploymentStage.AcceptanceTest or DeploymentStage.TrialRun or DeploymentStage.RoutineUse or DeploymentStage.Shadow;
}

/// <summary>A deployment that is governed: neither a reader study's nor retired.</summary>
/// <param name="InUse">Used on patients now: in trial run or routine use, and not suspended.</param>
public sealed record GovernedDeployment(Guid Id, string Name, Guid? DepartmentId, bool InUse);

/// <summary>A deployment of a technology category, retired ones too.</summary>
public sealed record CategoryDeployment(Guid Id, Guid TechnologyId, string Specialty, bool Retired);

/// <summary>Reads deployments with their technology, admitted version and certificate, in the caller's transaction.</summary>
public interface IDeploymentDirectory
{
    Task<DeploymentFile?> FindAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);

    /// <summary>Every governed deployment, in the order of the ids.</summary>
    Task<IReadOnlyList<GovernedDeployment>> GovernedAsync(HengjianDbContext db, CancellationToken cancellationToken);

    /// <summary>Names by id, for lists; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(HengjianDbContext db, IReadOnlyCollection<Guid> deploymentIds, CancellationToken cancellationToken);

    /// <summary>Every deployment of the technologies of a category, without those of reader studies.</summary>
    Task<IReadOnlyList<CategoryDeployment>> OfCategoryAsync(HengjianDbContext db, string category, CancellationToken cancellationToken);

    /// <summary>The deployments of some technologies.</summary>
    Task<IReadOnlyList<(Guid Technology, Guid Deployment)>> OfTechnologiesAsync(HengjianDbContext db, IReadOnlyCollection<Guid> technologyIds, CancellationToken cancellationToken);
}
