using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Registers;

/// <summary>An AI product to register or change.</summary>
public sealed record TechnologyRequest
{
    public string? Name { get; init; }

    public string? Manufacturer { get; init; }

    public AiClass? AiClass { get; init; }

    /// <summary>Null: as it is.</summary>
    public TechnologyOrigin? Origin { get; init; }

    /// <summary>Category that trainings refer to, for example <c>chestCt</c>.</summary>
    public string? Category { get; init; }

    public string? Specialty { get; init; }

    public string? IntendedUse { get; init; }

    public IReadOnlyList<string>? ScopesOfPractice { get; init; }

    public IReadOnlyList<string>? FinalDiagnosisScopes { get; init; }

    /// <summary>Registered subjects (诊疗科目) that the institution must have for it, by name or code.</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>What must be acquired for it, as equipment says it, for example <c>CT</c>.</summary>
    public IReadOnlyList<string>? Acquires { get; init; }

    public IReadOnlyList<LabelDefinition>? Labels { get; init; }

    public IReadOnlyList<ChecklistItem>? IndicationChecklist { get; init; }

    /// <summary>Registration certificates, renewals included; given whole at each change.</summary>
    public IReadOnlyList<CertificateInput>? Certificates { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

public sealed record CertificateInput
{
    /// <summary>The certificate that is changed; null: the one with this number and first day, else the only one with this number, else a new one.</summary>
    public Guid? Id { get; init; }

    public string? Number { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public string? RegisteredVersion { get; init; }

    public int? SignificantVersionParts { get; init; }

    public DateOnly? WithdrawnOn { get; init; }

    public DateOnly? RecalledOn { get; init; }

    /// <summary>Number of the certificate that this one renews, where it is another.</summary>
    public string? Renews { get; init; }

    /// <summary>Code of the classification catalogue, such as <c>21-02</c>.</summary>
    public string? CatalogueCode { get; init; }
}

/// <summary>A released version of a technology, with what admits it.</summary>
public sealed record TechnologyVersionRequest
{
    public string? AlgorithmName { get; init; }

    public string? AlgorithmVersion { get; init; }

    /// <summary>Device identifier of any issuing agency (GS1, MA code, AHM).</summary>
    public string? UdiDi { get; init; }

    /// <summary>Answers to the scope questions; null: as they are. A new reason why there is no great influence needs <see cref="Signature"/>.</summary>
    public ScopeAnswers? Scope { get; init; }

    public DateOnly? DeliveredOn { get; init; }

    public string? DeliveryDocument { get; init; }

    /// <summary>The version's own checklist; null: as it is.</summary>
    public IReadOnlyList<ChecklistItem>? IndicationChecklist { get; init; }

    /// <summary>True takes the version's own checklist away: the technology's holds.</summary>
    public bool UseTechnologyChecklist { get; init; }

    /// <summary>Null: as they are.</summary>
    public VersionParticulars? Particulars { get; init; }

    public SignatureInput? Signature { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

/// <summary>A version put to work in a department.</summary>
public sealed record DeploymentRequest
{
    public string? Name { get; init; }

    public Guid? TechnologyId { get; init; }

    public Guid? TechnologyVersionId { get; init; }

    public Guid? DepartmentId { get; init; }

    /// <summary>Null: proposed for a new one, as it stands for another. A stage is reached through its gate; only what is taken over in use may begin at one.</summary>
    public DeploymentStage? Stage { get; init; }

    /// <summary>AI that was in use already when this system came.</summary>
    public TakeoverInput? Takeover { get; init; }

    public DeploymentMode? Mode { get; init; }

    public ReadingProtocol? DefaultProtocol { get; init; }

    public int? TurnaroundHours { get; init; }

    /// <summary>How a DICOM SR of the product gives label and score, as JSON of docs/standards/dicom.md.</summary>
    public string? SrMapping { get; init; }
}

/// <summary>Why AI that is in use already comes without gates evidenced here, and since when it is used.</summary>
public sealed record TakeoverInput
{
    public string? Reason { get; init; }

    public DateOnly? InUseSince { get; init; }
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
    IReadOnlyDictionary<string, string> Overrides)
{
    public TechnologyOrigin? Origin { get; init; }

    public IReadOnlyList<string> Subjects { get; init; } = [];

    public IReadOnlyList<string> Acquires { get; init; } = [];
}

/// <summary>A certificate as it stands in the register.</summary>
public sealed record CertificateView(
    Guid Id, string Number, DateOnly ValidFrom, DateOnly? ValidTo, string? RegisteredVersion, int? SignificantVersionParts, DateOnly? WithdrawnOn, DateOnly? RecalledOn)
{
    /// <summary>Number of the certificate that it renews, as recorded.</summary>
    public string? Renews { get; init; }

    public string? CatalogueCode { get; init; }

    /// <summary>The certificate that it follows: the named one, or an earlier period of the same number; null: none.</summary>
    public Guid? RenewsId { get; init; }

    /// <summary>Days without a certificate between the one that it renews and itself; 0 where there is no gap.</summary>
    public int GapDays { get; init; }
}

public sealed record TechnologyVersionView(
    Guid Id, long Version, string AlgorithmName, string AlgorithmVersion, string? UdiDi, ScopeAnswers? Scope, DateOnly? DeliveredOn, string? DeliveryDocument)
{
    /// <summary>The version's own checklist; null: the technology's holds.</summary>
    public IReadOnlyList<ChecklistItem>? IndicationChecklist { get; init; }

    public VersionParticulars? Particulars { get; init; }

    public RiskTiering? Risk { get; init; }

    /// <summary>Day from which a recorded change asks the scope questions again; null: none.</summary>
    public DateOnly? ReassessFrom { get; init; }

    /// <summary>Whether the release is what a certificate registers.</summary>
    public CertificateCoverage Coverage { get; init; }

    /// <summary>The certificate that says so.</summary>
    public string? CoveredBy { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }

    /// <summary>Where it stands towards the specification as of a moment.</summary>
    public TechnologyScope ScopeAt(DateTimeOffset at) => TechnologyScopeJudgement.Of(TechnologyScopeFacts.Of(AlgorithmVersion, Scope, ReassessFrom), at);
}

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
    DeploymentStage StoredStage)
{
    /// <summary>Set where it was taken over in use.</summary>
    public TakeoverFacts? Takeover { get; init; }

    /// <summary>Acts that are taken from other systems.</summary>
    public IReadOnlyList<ObservedKind> ObservedActs { get; init; } = [];

    /// <summary>Minutes after which an AI that has sent nothing has failed; null: none is waited for.</summary>
    public int? AiTimeLimitMinutes { get; init; }
}
