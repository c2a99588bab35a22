using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.LifeCycle.Views;

/// <summary>A committee that a gate needs, with the motion that was put to it.</summary>
public sealed record GateCommittee(CommitteeKind Committee, MotionFacts? Motion);

/// <summary>A gate as it stands before its checklist is answered.</summary>
/// <param name="Ready">Everything but the checklist and the documents is there.</param>
/// <param name="Awaiting">Handed in, and waiting for the chair.</param>
public sealed record GateView(
    Gate Gate,
    Guid? ChangeId,
    ChangeKind? Change,
    DeploymentStage? To,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Documents,
    IReadOnlyList<GateCommittee> Committees,
    bool NeedsChair,
    bool Ready,
    IReadOnlyList<Decision> Decisions,
    SubmissionView? Awaiting);

public sealed record SubmissionView(
    Guid Id,
    Gate Gate,
    Guid? ChangeId,
    SubmissionState State,
    IReadOnlyList<GateAnswer> Items,
    IReadOnlyList<GateDocument> Documents,
    string? Remark,
    Guid SubmittedBy,
    string? SubmittedByName,
    DateTimeOffset SubmittedAt,
    string? ChairName,
    DateTimeOffset? ChairAt,
    string? ChairRemark,
    IReadOnlyList<Decision> Decisions);

/// <summary>A stage of the straight way, and when it was reached first.</summary>
public sealed record StageReached(DeploymentStage Stage, DateTimeOffset? At);

public sealed record AcceptanceTestView(
    Guid Id,
    Guid DeploymentId,
    string DeploymentName,
    Guid TechnologyVersionId,
    string Release,
    AcceptanceTestState State,
    TestPlan Plan,
    DateTimeOffset FrozenAt,
    string? PlannedBy,
    TestResults? Results,
    string? Remark,
    DateTimeOffset? ReportedAt,
    string? ReportedBy,
    Guid? SignatureId);

/// <param name="Counts">As of now while it runs, as of its end after.</param>
/// <param name="Blocked">Why it cannot end well yet, as a message code; null: it can, or does not run.</param>
public sealed record TrialView(
    Guid Id,
    string Release,
    TrialState State,
    TrialConditions Conditions,
    IReadOnlyDictionary<Guid, string> Readers,
    TrialCounts? Counts,
    string? Blocked,
    IReadOnlyDictionary<string, string>? BlockedBy,
    DateTimeOffset? EndedAt,
    string? EndedBy,
    string? Report);

public sealed record ChangeView(
    Guid Id, ChangeKind Kind, string Description, ChangeState State, Guid? TechnologyVersionId, string? Release, Guid? DepartmentId, ReadingProtocol? Protocol, string? ProposedBy,
    DateTimeOffset ProposedAt, DateTimeOffset? EndedAt, string? Remark);

public sealed record LifeCycleEventView(
    Guid Id,
    LifeCycleEventKind Kind,
    Gate? Gate,
    DeploymentStage FromStage,
    DeploymentStage ToStage,
    DateTimeOffset At,
    string? Actor,
    Guid? SubjectId,
    string? Remark,
    int Signatures,
    IReadOnlyList<Decision> Decisions);

/// <summary>The life of a deployment so far, and what comes next.</summary>
/// <param name="TakeoverOpen">It is in use without gates evidenced here, and no committee has confirmed that yet.</param>
public sealed record LifeCycleView(
    Guid DeploymentId,
    string Name,
    DeploymentStage Stage,
    DateTimeOffset? SuspendedAt,
    TakeoverFacts? Takeover,
    bool TakeoverOpen,
    Guid TechnologyId,
    Guid TechnologyVersionId,
    string Release,
    IReadOnlyList<StageReached> Track,
    IReadOnlyList<GateView> Gates,
    IReadOnlyList<AcceptanceTestView> AcceptanceTests,
    TrialView? Trial,
    IReadOnlyList<ChangeView> Changes,
    IReadOnlyList<ShadowResult> Shadowed,
    Decision Filing,
    IReadOnlyList<LifeCycleEventView> Events);
