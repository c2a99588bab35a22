using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Domain;

/// <summary>人工智能辅助诊断技术: an AI product as governed here.</summary>
[KeepsHistory]
internal sealed class Technology : GovernedRow
{
    public string Name { get; set; } = "";

    public string Manufacturer { get; set; } = "";

    public AiClass AiClass { get; set; }

    /// <summary>Null: not stated.</summary>
    public TechnologyOrigin? Origin { get; set; }

    /// <summary>Category that trainings refer to, for example <c>chestCt</c>.</summary>
    public string Category { get; set; } = "";

    /// <summary>The related specialty whose years count (R17-2.1.2, R17-3.2b).</summary>
    public string Specialty { get; set; } = "";

    public string IntendedUse { get; set; } = "";

    public IReadOnlyList<string> ScopesOfPractice { get; set; } = [];

    public IReadOnlyList<string> FinalDiagnosisScopes { get; set; } = [];

    /// <summary>Registered subjects (诊疗科目) that the institution must have for it, by name or code; empty: the specialty's.</summary>
    public IReadOnlyList<string> Subjects { get; set; } = [];

    /// <summary>What must be acquired for it, as equipment says it (<c>CT</c>, <c>MG</c>); empty: any acquisition equipment serves.</summary>
    public IReadOnlyList<string> Acquires { get; set; } = [];

    public IReadOnlyList<LabelDefinition> Labels { get; set; } = [];

    public IReadOnlyList<ChecklistItem> IndicationChecklist { get; set; } = [];

    /// <summary>Field → reason, where a weak rule about an identifier was overridden.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; set; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A released version of a technology, with what admits it: scope answers, certificate, delivery.</summary>
[KeepsHistory]
internal sealed class TechnologyVersion : GovernedRow
{
    public Guid TechnologyId { get; set; }

    /// <summary>Algorithm name as results state it (TID 4019, or the API's <c>algorithm.name</c>).</summary>
    public string AlgorithmName { get; set; } = "";

    public string AlgorithmVersion { get; set; } = "";

    public string? UdiDi { get; set; }

    /// <summary>Null: the questionnaire has not been answered for this version.</summary>
    public ScopeAnswers? Scope { get; set; }

    public DateOnly? DeliveredOn { get; set; }

    public string? DeliveryDocument { get; set; }

    /// <summary>What cases ask before this version is used (R17-3.1c); null: the technology's list.</summary>
    public IReadOnlyList<ChecklistItem>? IndicationChecklist { get; set; }

    /// <summary>Population, limits, datasheet, model card; null: none stated.</summary>
    public VersionParticulars? Particulars { get; set; }

    /// <summary>Null: the risk tier is not decided.</summary>
    public RiskTiering? Risk { get; set; }

    /// <summary>First day on which a change recorded since the scope questions were answered is in effect; null: none.</summary>
    public DateOnly? ReassessFrom { get; set; }

    /// <summary>Field → reason, where a weak rule about an identifier was overridden; null: none was.</summary>
    public IReadOnlyDictionary<string, string>? Overrides { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>医疗器械注册证.</summary>
[KeepsHistory]
internal sealed class RegistrationCertificate : GovernedRow
{
    public Guid TechnologyId { get; set; }

    public string Number { get; set; } = "";

    public DateOnly ValidFrom { get; set; }

    /// <summary>Last day, included; null: no end (a filing).</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>Release version on the certificate; null: not software.</summary>
    public string? RegisteredVersion { get; set; }

    /// <summary>The registrant's naming rule: leading parts of a dotted version that make another release; null: every part counts.</summary>
    public int? SignificantVersionParts { get; set; }

    public DateOnly? WithdrawnOn { get; set; }

    public DateOnly? RecalledOn { get; set; }

    /// <summary>Number of the certificate that this one renews, where it is another; null: an earlier period of the same number, if there is one.</summary>
    public string? Renews { get; set; }

    /// <summary>Code of the classification catalogue, such as <c>21-02</c>.</summary>
    public string? CatalogueCode { get; set; }
}

/// <summary>部署: a version running in a department.</summary>
[KeepsHistory]
internal sealed class Deployment : GovernedRow
{
    public string Name { get; set; } = "";

    public Guid TechnologyId { get; set; }

    /// <summary>The admitted version; results of any other are kept in shadow.</summary>
    public Guid TechnologyVersionId { get; set; }

    public Guid? DepartmentId { get; set; }

    public DeploymentStage Stage { get; set; }

    public DeploymentMode Mode { get; set; }

    /// <summary>Acts that are taken from other systems; null: those that the mode takes by itself (<see cref="ObservedByMode"/>).</summary>
    public IReadOnlyList<ObservedKind>? ObservedActs { get; set; }

    /// <summary>Minutes after which an AI that has sent nothing has failed; null: none is waited for.</summary>
    public int? AiTimeLimitMinutes { get; set; }

    public ReadingProtocol DefaultProtocol { get; set; }

    public DateTimeOffset? SuspendedAt { get; set; }

    public string? SuspensionReason { get; set; }

    /// <summary>Why it was taken over in use, without gates evidenced here; null where it came through the gates.</summary>
    public string? TakeoverReason { get; set; }

    /// <summary>First day of use of one that was taken over.</summary>
    public DateOnly? InUseSince { get; set; }

    /// <summary>How a DICOM SR of this product gives label and score; JSON of the interop mapping. Null: the results carry no label.</summary>
    public string? SrMapping { get; set; }

    /// <summary>Hours from the AI result to the issued opinion, after which the case is overdue; null: no deadline.</summary>
    public int? TurnaroundHours { get; set; }

    /// <summary>How its cases are read; null: the plain way.</summary>
    public ReadingPlan? ReadingPlan { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The final diagnosis lives in the EMR by default (practice.md 5); everything else is done here unless the deployment is observed.</summary>
    public static IReadOnlyList<ObservedKind> ObservedByMode(DeploymentMode mode) =>
        mode == DeploymentMode.Observed ? Enum.GetValues<ObservedKind>() : [ObservedKind.FinalDiagnosis];
}

/// <summary>From when a deployment's acts are done here or observed, by whose decision and why; written once.</summary>
internal sealed class DeploymentModeChange : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public DeploymentMode Mode { get; set; }

    public IReadOnlyList<ObservedKind> ObservedActs { get; set; } = [];

    public int? AiTimeLimitMinutes { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>Number and day of the committee's decision; null where acts are done here, which needs none.</summary>
    public string? CommitteeDecision { get; set; }

    public Guid SetBy { get; set; }

    public DateTimeOffset Since { get; set; }
}
