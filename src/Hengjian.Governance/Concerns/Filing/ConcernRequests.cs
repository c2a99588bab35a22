using Hengjian.Governance.Concerns.Contracts;

namespace Hengjian.Governance.Concerns.Filing;

/// <summary>A concern to raise.</summary>
public sealed record ConcernRequest
{
    public ConcernTopic? Topic { get; init; }

    public string? Text { get; init; }

    /// <summary>Handlers whom it is about; they never see it.</summary>
    public IReadOnlyList<Guid>? About { get; init; }

    /// <summary>A test of the channel.</summary>
    public bool Test { get; init; }
}

/// <summary>Answer to a concern: the code to come back with, shown once.</summary>
public sealed record ConcernReceipt(string Code);

/// <summary>A concern as whoever raised it sees it.</summary>
/// <param name="TakenUp">False while it waits with what else came in.</param>
public sealed record ConcernProgress(
    bool TakenUp, string? Number, ConcernState? State, DateOnly? AnswerDueOn, DateOnly? DecisionDueOn, ConcernDecision? Decision, string? DecisionText, string? ReferredTo, IReadOnlyList<ConcernLine> Messages);

/// <summary>A message; days alone.</summary>
public sealed record ConcernLine(bool FromHandler, string Text, DateOnly On);
