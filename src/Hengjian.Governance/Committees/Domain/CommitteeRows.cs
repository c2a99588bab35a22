using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Committees.Domain;

/// <summary>A person's seat in a committee.</summary>
[KeepsHistory]
internal sealed class CommitteeSeat : GovernedRow
{
    public CommitteeKind Committee { get; set; }

    public Guid UserId { get; set; }

    /// <summary>The chair closes motions with a signature.</summary>
    public bool Chair { get; set; }

    public DateTimeOffset Since { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>议题: what a committee is asked, and what it decided.</summary>
[KeepsHistory]
internal sealed class Motion : GovernedRow
{
    public CommitteeKind Committee { get; set; }

    /// <summary><c>yyyy-nnn</c> within the committee.</summary>
    public string Number { get; set; } = "";

    public string SubjectKind { get; set; } = "";

    public Guid SubjectId { get; set; }

    public string Title { get; set; } = "";

    public string? Proposal { get; set; }

    public string Path { get; set; } = "";

    public MotionState State { get; set; }

    public Guid PutBy { get; set; }

    public DateTimeOffset PutAt { get; set; }

    /// <summary>Ids of the users who could vote when it was put, separated by blanks: text, so that a query finds a member.</summary>
    public string Members { get; set; } = "";

    public IReadOnlyList<Guid> MemberIds => [.. Members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The chair who signed the decision, or who withdrew the motion.</summary>
    public Guid? DecidedBy { get; set; }

    public string? Conditions { get; set; }

    /// <summary>Why it was decided so, withdrawn or stopped.</summary>
    public string? Note { get; set; }

    public DateOnly? ReviewBy { get; set; }

    public Guid? SignatureId { get; set; }

    public DateTimeOffset? StoppedAt { get; set; }
}

/// <summary>One member's vote or declared conflict on a motion.</summary>
[KeepsHistory]
internal sealed class MotionVote : GovernedRow
{
    public Guid MotionId { get; set; }

    public Guid UserId { get; set; }

    public VoteChoice Choice { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset CastAt { get; set; }
}
