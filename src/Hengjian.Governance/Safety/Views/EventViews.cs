using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;

namespace Hengjian.Governance.Safety.Views;

/// <summary>Which events are asked for; null asks for nothing.</summary>
public sealed record EventFilter(
    EventState? State = null, EventGrade? Grade = null, EventKind? Kind = null, SuspensionProposal? Suspension = null, Guid? DeploymentId = null, bool Overdue = false, string? Text = null);

/// <summary>An event in lists: what and when, never what happened to whom.</summary>
public sealed record EventItem(
    Guid Id,
    string Number,
    EventKind Kind,
    EventGrade Grade,
    HarmSeverity Harm,
    AiCausality Causality,
    EventState State,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReportedAt,
    bool Anonymous,
    Guid? DeploymentId,
    string? DeploymentName,
    Guid? CaseId,
    DateOnly InvestigationDueOn,
    bool Overdue,
    SuspensionProposal Suspension);

/// <summary>An event whole.</summary>
/// <param name="Case">The case where the reader may find it.</param>
/// <param name="Decisions">HP-11.1 and HP-11.2 as they stand.</param>
public sealed record EventView(
    EventItem Event,
    string Description,
    CaseBrief? Case,
    string? Udi,
    string? Lot,
    string? Device,
    Guid? ReportedBy,
    string? Investigation,
    Guid? InvestigatedBy,
    DateTimeOffset? InvestigatedAt,
    string? NoActionReason,
    string? SuspensionNote,
    Guid? SuspensionDecidedBy,
    DateTimeOffset? SuspensionDecidedAt,
    IReadOnlyList<ExternalReport> ExternalReports,
    string? ClosingNote,
    Guid? ClosedBy,
    DateTimeOffset? ClosedAt,
    IReadOnlyList<EventActionView> Actions,
    IReadOnlyList<Decision> Decisions);

public sealed record EventActionView(
    Guid Id,
    int Number,
    ActionKind Kind,
    string Text,
    string Owner,
    DateOnly DueOn,
    bool Overdue,
    Guid? Replaces,
    string? Evidence,
    Guid? DoneBy,
    DateTimeOffset? DoneAt,
    DateOnly? CheckDueOn,
    bool? Effective,
    string? EffectEvidence,
    Guid? CheckedBy,
    DateTimeOffset? CheckedAt);
