using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;

namespace Hengjian.Governance.Examinations.Sittings;

/// <summary>Sittings on a paper: of trainees for a written examination, of users for literacy.</summary>
public sealed record ScheduleRequest
{
    public Guid? PaperId { get; init; }

    /// <summary>Enrolments whose trainees sit; for written examinations.</summary>
    public IReadOnlyList<Guid>? Enrolments { get; init; }

    /// <summary>Users who sit; for literacy.</summary>
    public IReadOnlyList<Guid>? Users { get; init; }

    public DateTimeOffset? OpensAt { get; init; }

    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>User who examines; for written examinations.</summary>
    public Guid? FirstExaminerId { get; init; }

    public Guid? SecondExaminerId { get; init; }

    /// <summary>User who marks where the two differ; may be named later.</summary>
    public Guid? ArbiterId { get; init; }
}

/// <summary>Ids of the sittings, in the order of the candidates.</summary>
public sealed record ScheduledSittings(IReadOnlyList<Guid> Ids);

/// <summary>Who examines.</summary>
public sealed record ExaminersRequest
{
    public Guid? FirstExaminerId { get; init; }

    public Guid? SecondExaminerId { get; init; }

    public Guid? ArbiterId { get; init; }
}

/// <summary>More time for one candidate; the minutes replace those given before.</summary>
public sealed record ExtraTimeRequest
{
    public int? Minutes { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What the candidate answers to one question; it replaces what was saved before.</summary>
public sealed record AnswerRequest
{
    /// <summary>Values of the options as they were shown.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    public string? Text { get; init; }

    /// <summary>The page's count of saves; one that is not above the stored one changes nothing. Null: the latest.</summary>
    public long? Sequence { get; init; }
}

/// <summary>When the sitting began and when it ends, by the server's clock, and how long that is from now.</summary>
public sealed record SittingTimes(Guid Id, DateTimeOffset StartedAt, DateTimeOffset EndsAt, int SecondsLeft);

/// <summary>A saved answer.</summary>
/// <param name="Position">The question.</param>
/// <param name="SavedAt">When what stands was saved.</param>
/// <param name="SecondsLeft">Until the end.</param>
public sealed record SavedAnswer(int Position, DateTimeOffset SavedAt, int SecondsLeft);

public sealed record ObjectionRequest
{
    public string? Text { get; init; }
}

/// <summary>What was found on an objection. Upheld: the marks are open again and the conclusion is taken back.</summary>
public sealed record ObjectionAnswerRequest
{
    public bool? Upheld { get; init; }

    public string? Answer { get; init; }
}

public sealed record MarkRequest
{
    public int? Position { get; init; }

    /// <summary>0 to the question's marks, at most two decimals.</summary>
    public decimal? Marks { get; init; }

    public string? Comment { get; init; }
}

public sealed record ConclusionRequest
{
    public SignatureInput? Signature { get; init; }
}

/// <summary>Which sittings.</summary>
/// <param name="Mine">Only those that wait for the caller's marks or signature.</param>
public sealed record SittingFilter(SittingState? State = null, Guid? PaperId = null, bool Mine = false);
