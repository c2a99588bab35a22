using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Committees.Contracts;

/// <summary>Committees that decide on AI in care (practice.md 7); they are different bodies.</summary>
public enum CommitteeKind
{
    /// <summary>医疗技术临床应用管理委员会.</summary>
    Technology,

    /// <summary>伦理委员会.</summary>
    Ethics,
}

public enum MotionState
{
    Open,
    Approved,

    /// <summary>Approved under conditions, for an ethics committee: after changes.</summary>
    ApprovedWithConditions,
    Refused,
    Withdrawn,

    /// <summary>An approval that the committee ended later.</summary>
    Stopped,
}

public enum VoteChoice
{
    For,
    Against,
    Abstain,

    /// <summary>The member declared a conflict of interest and stands aside.</summary>
    Conflict,
}

/// <summary>What is put to a committee.</summary>
/// <param name="Committee">Which one.</param>
/// <param name="SubjectKind">Kind of the thing that it is about, in camel case, such as <c>deployment</c>.</param>
/// <param name="SubjectId">Its id.</param>
/// <param name="Title">One line that says what is asked.</param>
/// <param name="Proposal">The case for it; <c>null</c>: the title says all.</param>
/// <param name="Path">Page of the thing.</param>
public sealed record MotionDraft(CommitteeKind Committee, string SubjectKind, Guid SubjectId, string Title, string? Proposal, string Path);

/// <summary>A motion with its count.</summary>
/// <param name="Members">Members who could vote when it was put.</param>
/// <param name="Voted">Votes for, against and abstaining; those who stood aside are not counted.</param>
/// <param name="ReviewBy">Last day by which the committee looks at it again; <c>null</c>: no review is due.</param>
public sealed record MotionFacts(
    Guid Id,
    CommitteeKind Committee,
    string SubjectKind,
    Guid SubjectId,
    MotionState State,
    DateTimeOffset PutAt,
    DateTimeOffset? DecidedAt,
    string? Conditions,
    DateOnly? ReviewBy,
    int Members,
    int Voted,
    int For,
    int Against,
    int Abstained,
    int Conflicted);

/// <summary>Facts of HP-7.2: the motion that is to carry something; <c>null</c>: nothing was put to the committee.</summary>
public sealed record CommitteeDecisionFacts(CommitteeKind Committee, MotionFacts? Motion);

/// <summary>Motions for other modules.</summary>
public interface IMotions
{
    /// <summary>Puts a motion to the committee as it is composed now, in the caller's transaction. Refused while the committee is too small or decides on the same subject already.</summary>
    Task<Outcome<Guid>> PutAsync(WriteScope scope, MotionDraft draft, CancellationToken cancellationToken);

    /// <summary>Every motion about a thing, oldest first.</summary>
    Task<IReadOnlyList<MotionFacts>> OfAsync(HengjianDbContext db, string subjectKind, Guid subjectId, CancellationToken cancellationToken);
}

/// <summary>A module that acts on what a committee decides; it runs in the transaction of the decision.</summary>
public interface IMotionObserver
{
    /// <summary>The kind of subject that it answers for.</summary>
    string SubjectKind { get; }

    /// <summary>The motion was approved, refused, withdrawn or stopped.</summary>
    Task OnDecidedAsync(WriteScope scope, MotionFacts motion, CancellationToken cancellationToken);
}
