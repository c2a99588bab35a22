using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Governance.Safety.Domain;

/// <summary>Facts of the rules from an event's rows.</summary>
internal static class EventFacts
{
    public static EventTimeFacts Times(AdverseEvent row) => new(row.Grade, row.OccurredAt, row.ReportedAt, row.InvestigatedAt);

    public static EventClosureFacts Closure(AdverseEvent row, IReadOnlyList<EventAction> actions) => new(
        row.Grade,
        row.InvestigatedAt is not null,
        row.NoActionReason,
        [.. actions.OrderBy(a => a.Number).Select(a => new EventActionFact(a.Number, a.Evidence, a.Effective, actions.Any(o => o.ReplacesId == a.Id)))]);
}
