using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Safety.Contracts;

/// <summary>An event as a report may draw on it: classified, without what happened to whom.</summary>
/// <param name="Technology">Name of the deployment's technology; null where none is involved.</param>
public sealed record ReportableEvent(
    Guid Id, string Number, EventKind Kind, EventGrade Grade, HarmSeverity Harm, AiCausality Causality, EventState State, DateTimeOffset OccurredAt, DateTimeOffset ReportedAt, Guid? CaseId,
    string? Technology, string? AlgorithmName, string? AlgorithmVersion, string? Device, string? Udi, string? Lot, DateTimeOffset? InvestigatedAt, bool Suspended, int Actions, int EffectiveActions);

/// <summary>What the module that reports needs of adverse events.</summary>
public interface IEventReporting
{
    Task<ReportableEvent?> FindAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken);

    /// <summary>Events that became known from an instant (included) to another, in the order of the reports.</summary>
    Task<IReadOnlyList<ReportableEvent>> ReportedAsync(HengjianDbContext db, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
