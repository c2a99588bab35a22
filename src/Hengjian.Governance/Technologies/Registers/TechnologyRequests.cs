using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Registers;

/// <summary>An AI product to register or change.</summary>
public sealed record TechnologyRequest
{
    public string? Name { get; init; }

    public string? Manufacturer { get; init; }

    public AiClass? AiClass { get; init; }

    /// <summary>Category that trainings refer to, for example <c>chestCt</c>.</summary>
    public string? Category { get; init; }

    public string? Specialty { get; init; }

    public string? IntendedUse { get; init; }

    public IReadOnlyList<string>? ScopesOfPractice { get; init; }

    public IReadOnlyList<string>? FinalDiagnosisScopes { get; init; }

    public IReadOnlyList<LabelDefinition>? Labels { get; init; }

    public IReadOnlyList<ChecklistItem>? IndicationChecklist { get; init; }

    /// <summary>Registration certificates, renewals included; given whole at each change.</summary>
    public IReadOnlyList<CertificateInput>? Certificates { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

public sealed record CertificateInput
{
    public string? Number { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public string? RegisteredVersion { get; init; }

    public int? SignificantVersionParts { get; init; }

    public DateOnly? WithdrawnOn { get; init; }

    public DateOnly? RecalledOn { get; init; }
}

/// <summary>A released version of a technology, with what admits it.</summary>
public sealed record TechnologyVersionRequest
{
    public string? AlgorithmName { get; init; }

    public string? AlgorithmVersion { get; init; }

    public string? UdiDi { get; init; }

    public ScopeAnswers? Scope { get; init; }

    public DateOnly? DeliveredOn { get; init; }

    public string? DeliveryDocument { get; init; }
}

/// <summary>A version put to work in a department.</summary>
public sealed record DeploymentRequest
{
    public string? Name { get; init; }

    public Guid? TechnologyId { get; init; }

    public Guid? TechnologyVersionId { get; init; }

    public Guid? DepartmentId { get; init; }

    public DeploymentStage? Stage { get; init; }

    public DeploymentMode? Mode { get; init; }

    public ReadingProtocol? DefaultProtocol { get; init; }

    public int? TurnaroundHours { get; init; }

    /// <summary>How a DICOM SR of the product gives label and score, as JSON of docs/standards/dicom.md.</summary>
    public string? SrMapping { get; init; }
}

public sealed record TechnologyView(
    Guid Id,
    long Version,
    string Name,
    string Manufacturer,
    AiClass AiClass,
    string Category,
    string Specialty,
    string IntendedUse,
    IReadOnlyList<string> ScopesOfPractice,
    IReadOnlyList<string> FinalDiagnosisScopes,
    IReadOnlyList<LabelDefinition> Labels,
    IReadOnlyList<ChecklistItem> IndicationChecklist,
    IReadOnlyList<CertificateView> Certificates,
    IReadOnlyList<TechnologyVersionView> Versions,
    IReadOnlyDictionary<string, string> Overrides);

public sealed record CertificateView(
    Guid Id, string Number, DateOnly ValidFrom, DateOnly? ValidTo, string? RegisteredVersion, int? SignificantVersionParts, DateOnly? WithdrawnOn, DateOnly? RecalledOn);

public sealed record TechnologyVersionView(
    Guid Id, long Version, string AlgorithmName, string AlgorithmVersion, string? UdiDi, ScopeAnswers? Scope, DateOnly? DeliveredOn, string? DeliveryDocument);

public sealed record AlgorithmName(string Name, string Version);

/// <summary>A deployment in lists (interfaces.md).</summary>
public sealed record DeploymentItem(
    Guid Id, string Name, DeploymentStage Stage, AiClass AiClass, string Specialty, AlgorithmName Algorithm, string TechnologyName, bool Suspended, Guid TechnologyId);

/// <summary>A deployment whole (interfaces.md). <c>Stage</c> is <see cref="DeploymentStage.Suspended"/> while it is; <c>StoredStage</c> is the one that it then resumes in.</summary>
public sealed record DeploymentView(
    Guid Id,
    long Version,
    string Name,
    DeploymentStage Stage,
    AiClass AiClass,
    string Specialty,
    AlgorithmName Algorithm,
    Guid TechnologyId,
    string TechnologyName,
    Guid TechnologyVersionId,
    Guid? DepartmentId,
    DeploymentMode Mode,
    ReadingProtocol DefaultProtocol,
    int? TurnaroundHours,
    string? SrMapping,
    DateTimeOffset? SuspendedAt,
    string? SuspensionReason,
    IReadOnlyList<string> ScopesOfPractice,
    IReadOnlyList<string> FinalDiagnosisScopes,
    IReadOnlyList<LabelDefinition> Labels,
    IReadOnlyList<ChecklistItem> IndicationChecklist,
    DeploymentStage StoredStage);
