using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.FollowUps.Contracts;

namespace Hengjian.Governance.FollowUps.Working;

/// <summary>One contact, with what it showed where somebody was reached.</summary>
public sealed record FollowUpRequest
{
    /// <summary>The task; absent: the case's open task that is due first, or a follow-up that no plan asked for.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>Absent: now.</summary>
    public DateTimeOffset? At { get; init; }

    public ContactChannel? Channel { get; init; }

    /// <summary>Absent: reached.</summary>
    public ContactResult? Contact { get; init; }

    /// <summary>What it showed; needed where somebody was reached.</summary>
    public FollowUpResult? Outcome { get; init; }

    public string? Note { get; init; }

    /// <summary>Day of the next attempt, where nobody was reached; absent: tomorrow.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>The reference standard that the outcome yields.</summary>
    public ReferenceRequest? Reference { get; init; }

    /// <summary>Nothing further needs to be asked of this case, and why.</summary>
    public string? EndsPlan { get; init; }
}

/// <summary>Answer to a contact: the task, how it stands and what R17-3.6b says of the case now.</summary>
public sealed record FollowUpAnswer(Guid Id, FollowUpState State, int Attempts, DateOnly? NextOn, Guid? ReferenceId);

public sealed record LossRequest
{
    public string? Reason { get; init; }

    /// <summary>The case's later tasks are given up too.</summary>
    public bool WholePlan { get; init; }
}

public sealed record AssignmentRequest
{
    /// <summary>A follow-up user of the deployment; null: nobody in person.</summary>
    public Guid? UserId { get; init; }
}

public sealed record ContactRequest
{
    public string? Phone { get; init; }

    public string? Person { get; init; }
}

/// <summary>A phone number whole; answered once, to the one who gave a reason.</summary>
public sealed record ContactShown(string Phone, string? Person);
