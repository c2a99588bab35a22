using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Governance.Safety.Domain;

/// <summary>不良事件, missed finding or near miss, with its investigation and its end.</summary>
[KeepsHistory(Permission.AdverseEventsRead)]
internal sealed class AdverseEvent : GovernedRow, IForgoesHistory
{
    /// <summary>The history of an anonymous report would tell the minute that the report itself leaves out.</summary>
    bool IForgoesHistory.ForgoesHistory => Anonymous;

    /// <summary><c>AE-yyyy-nnnn</c>.</summary>
    public string Number { get; set; } = "";

    public EventKind Kind { get; set; }

    public EventGrade Grade { get; set; }

    public HarmSeverity Harm { get; set; }

    public AiCausality Causality { get; set; }

    public EventState State { get; set; }

    public DateTimeOffset OccurredAt { get; set; }

    [Encrypted]
    public byte[] Description { get; set; } = [];

    public Guid? CaseId { get; set; }

    public Guid? DeploymentId { get; set; }

    /// <summary>UDI of the device or unit involved, as it was scanned or typed.</summary>
    public string? Udi { get; set; }

    public string? Lot { get; set; }

    /// <summary>What was involved, in words: a device's name, a component.</summary>
    public string? Device { get; set; }

    public bool Anonymous { get; set; }

    /// <summary>Null for an anonymous report: nothing here leads back to who made it.</summary>
    public Guid? ReportedBy { get; set; }

    /// <summary>Of an anonymous report the hour alone.</summary>
    public DateTimeOffset ReportedAt { get; set; }

    /// <summary>Last day for the investigation, by the pack's days for the grade when it was reported.</summary>
    public DateOnly InvestigationDueOn { get; set; }

    /// <summary>What was found: course, cause, and what the AI had to do with it.</summary>
    [Encrypted]
    public byte[]? Investigation { get; set; }

    public Guid? InvestigatedBy { get; set; }

    public DateTimeOffset? InvestigatedAt { get; set; }

    /// <summary>Why no action is needed, where the investigation says so.</summary>
    public string? NoActionReason { get; set; }

    public SuspensionProposal Suspension { get; set; }

    public string? SuspensionNote { get; set; }

    public Guid? SuspensionDecidedBy { get; set; }

    public DateTimeOffset? SuspensionDecidedAt { get; set; }

    /// <summary>Entries in systems outside, each with its receipt (practice.md 10).</summary>
    public IReadOnlyList<ExternalReport> ExternalReports { get; set; } = [];

    public string? ClosingNote { get; set; }

    public Guid? ClosedBy { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>An entry of the event in a system outside the institution.</summary>
public sealed record ExternalReport(string System, string Receipt, DateOnly On, Guid By);

/// <summary>纠正或预防措施 of an event, with proof that it was done and the check of its effect.</summary>
[KeepsHistory(Permission.AdverseEventsRead)]
internal sealed class EventAction : GovernedRow
{
    public Guid EventId { get; set; }

    /// <summary>Its place among the event's actions, from 1.</summary>
    public int Number { get; set; }

    public ActionKind Kind { get; set; }

    public string Text { get; set; } = "";

    /// <summary>Who answers for it, by name or office.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Account of the one person who answers for it; null: an office, or somebody without one.</summary>
    public Guid? OwnerUserId { get; set; }

    public DateOnly DueOn { get; set; }

    /// <summary>The action without effect that this one stands in for.</summary>
    public Guid? ReplacesId { get; set; }

    /// <summary>What shows that it was done.</summary>
    public string? Evidence { get; set; }

    public Guid? DoneBy { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Last day to check its effect, by the pack's days from when it was done; null: not done.</summary>
    public DateOnly? CheckDueOn { get; set; }

    public bool? Effective { get; set; }

    /// <summary>What shows its effect, or the lack of it.</summary>
    public string? EffectEvidence { get; set; }

    public Guid? CheckedBy { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }
}
