namespace Hengjian.Governance.Safety.Contracts;

/// <summary>Facts of HP-11.1: when an event happened, was reported and was investigated.</summary>
/// <param name="InvestigatedAt">Null: not yet.</param>
public sealed record EventTimeFacts(EventGrade Grade, DateTimeOffset OccurredAt, DateTimeOffset ReportedAt, DateTimeOffset? InvestigatedAt);

/// <summary>Facts of HP-11.2: what was found and done about an event.</summary>
/// <param name="Investigated">The cause is on record.</param>
/// <param name="NoActionReason">Why no action is needed; null where none was given.</param>
public sealed record EventClosureFacts(EventGrade Grade, bool Investigated, string? NoActionReason, IReadOnlyList<EventActionFact> Actions);

/// <summary>One corrective or preventive action.</summary>
/// <param name="Number">Its place among the event's actions, from 1.</param>
/// <param name="Evidence">What shows that it was done; null: not done.</param>
/// <param name="Effective">What its check found; null: not checked.</param>
/// <param name="Replaced">A later action stands in for it, because it had no effect.</param>
public sealed record EventActionFact(int Number, string? Evidence, bool? Effective, bool Replaced);
