using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.LifeCycle.Domain;

/// <summary>What happened to a deployment.</summary>
public enum LifeCycleEventKind
{
    Registered,
    TakenOver,
    MotionPut,
    MotionDecided,
    GateSubmitted,
    GateReturned,
    GatePassed,
    TestPlanned,
    TestReported,
    TestWithdrawn,
    TrialPlanned,
    TrialEnded,
    ChangeProposed,
    ChangeWithdrawn,
    Suspended,
    BundleMade,
    Filed,
}

/// <summary>One step of a deployment's life, written once and never changed.</summary>
internal sealed class LifeCycleEvent : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public LifeCycleEventKind Kind { get; set; }

    public Gate? Gate { get; set; }

    public DeploymentStage FromStage { get; set; }

    public DeploymentStage ToStage { get; set; }

    /// <summary>The admitted version after the step.</summary>
    public Guid TechnologyVersionId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>User, or empty for the program itself.</summary>
    public Guid ActorId { get; set; }

    /// <summary>The submission, motion, test, trial, change or bundle that it is about.</summary>
    public Guid? SubjectId { get; set; }

    public string? Remark { get; set; }

    /// <summary>Decisions frozen at the step.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public IReadOnlyList<Guid> Signatures { get; set; } = [];
}

public enum SubmissionState
{
    AwaitingChair,
    Passed,
    Returned,
}

/// <summary>An answered line of a gate's checklist.</summary>
/// <param name="Code">The line.</param>
/// <param name="On">Day on which it was done.</param>
/// <param name="Note">Where the evidence lies, or how.</param>
public sealed record GateAnswer(string Code, DateOnly? On, string? Note);

/// <summary>A document handed in for a gate.</summary>
/// <param name="Code">What the gate asks for.</param>
/// <param name="Reference">Number or title of the document, as people find it.</param>
/// <param name="DocumentId">The document on record here.</param>
public sealed record GateDocument(string Code, string? Reference, Guid? DocumentId);

/// <summary>A gate handed in by the officer: what was answered, decided and signed. It passes at once, or when the committee's chair signs it too.</summary>
[KeepsHistory]
internal sealed class GateSubmission : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public Gate Gate { get; set; }

    /// <summary>The change that is admitted; null for every other gate.</summary>
    public Guid? ChangeId { get; set; }

    public SubmissionState State { get; set; }

    public IReadOnlyList<GateAnswer> Items { get; set; } = [];

    public IReadOnlyList<GateDocument> Documents { get; set; } = [];

    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public string? Remark { get; set; }

    public Guid SubmittedBy { get; set; }

    public DateTimeOffset SubmittedAt { get; set; }

    public Guid SignatureId { get; set; }

    public Guid? ChairId { get; set; }

    public DateTimeOffset? ChairAt { get; set; }

    public Guid? ChairSignatureId { get; set; }

    public string? ChairRemark { get; set; }
}

/// <summary>Which gate a motion was put for.</summary>
internal sealed class GateMotion : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public Gate Gate { get; set; }

    public Guid? ChangeId { get; set; }

    public Guid MotionId { get; set; }

    public DateTimeOffset PutAt { get; set; }
}

public enum ChangeState
{
    Open,
    Admitted,
    Withdrawn,
}

/// <summary>A change of a deployment in use, from its proposal to its admission.</summary>
[KeepsHistory]
internal sealed class DeploymentChange : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public ChangeKind Kind { get; set; }

    public string Description { get; set; } = "";

    public Guid? TechnologyVersionId { get; set; }

    public Guid? DepartmentId { get; set; }

    public ReadingProtocol? Protocol { get; set; }

    /// <summary>The new checklist of the version in use; null for every other kind.</summary>
    public IReadOnlyList<ChecklistItem>? IndicationChecklist { get; set; }

    public ChangeState State { get; set; }

    public Guid ProposedBy { get; set; }

    public DateTimeOffset ProposedAt { get; set; }

    /// <summary>When it was admitted and took effect, or was withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public string? Remark { get; set; }
}
