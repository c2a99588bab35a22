using Hengjian.Governance.LifeCycle.Contracts;

namespace Hengjian.Governance.Concerns.Contracts;

/// <summary>Facts of HP-18.1. Days alone are kept: the hour of a concern could lead to who raised it.</summary>
/// <param name="AnsweredOn">Day of the first answer; null: none yet.</param>
/// <param name="DecidedOn">Day of the decision or of handing it on; null: not yet.</param>
public sealed record ConcernClockFacts(DateOnly ReceivedOn, DateOnly? AnsweredOn, DateOnly? DecidedOn, WorkingDayCalendar Calendar);

/// <summary>Facts of HP-18.2: the last test of the channel that was answered.</summary>
public sealed record ChannelTestFacts(DateOnly? LastTestOn);
