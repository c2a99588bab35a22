namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Facts of HP-5.7, which asks that an act from another system finds what has to precede it.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="EndedAt">When it stopped waiting; <c>null</c>: it waits still.</param>
public sealed record ObservedWaitFacts(ObservedKind Kind, DateTimeOffset ReceivedAt, DateTimeOffset? EndedAt);
