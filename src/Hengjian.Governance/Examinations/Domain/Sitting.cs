using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Examinations.Domain;

/// <summary>A signature under a conclusion.</summary>
public sealed record ConclusionSignature(Guid UserId, DateTimeOffset At, Guid SignatureId);

/// <summary>One candidate's attempt at a paper. The server's clock alone decides on its times.</summary>
internal sealed class Sitting : GovernedRow
{
    public Guid PaperId { get; set; }

    public PaperPurpose Purpose { get; set; }

    /// <summary>Null for literacy.</summary>
    public Guid? EnrolmentId { get; set; }

    /// <summary>The candidate's record here; null for users without one.</summary>
    public Guid? PractitionerId { get; set; }

    /// <summary>The candidate of a literacy test.</summary>
    public Guid? UserId { get; set; }

    /// <summary>Under which examiners know the candidate.</summary>
    public string Code { get; set; } = "";

    public int Attempt { get; set; }

    public DateTimeOffset OpensAt { get; set; }

    /// <summary>From then on it can no longer be begun, and what was begun ends.</summary>
    public DateTimeOffset ClosesAt { get; set; }

    public int DurationMinutes { get; set; }

    public int ExtraMinutes { get; set; }

    public string? ExtraReason { get; set; }

    public Guid ScheduledBy { get; set; }

    public DateTimeOffset ScheduledAt { get; set; }

    public Guid? FirstExaminerId { get; set; }

    public Guid? SecondExaminerId { get; set; }

    /// <summary>Marks answers on which the two differ by more than the pack's share.</summary>
    public Guid? ArbiterId { get; set; }

    public SittingState State { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>First instant at which nothing is taken any more.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    public DateTimeOffset? HandedInAt { get; set; }

    public bool ClosedByClock { get; set; }

    /// <summary>Marks obtained, in hundredths; null until they are settled.</summary>
    public int? Hundredths { get; set; }

    public int Maximum { get; set; }

    public bool? Passed { get; set; }

    public IReadOnlyList<ConclusionSignature> Signatures { get; set; } = [];

    public DateTimeOffset? ConcludedAt { get; set; }

    public string? Objection { get; set; }

    public DateTimeOffset? ObjectedAt { get; set; }

    public string? ObjectionAnswer { get; set; }

    public bool? ObjectionUpheld { get; set; }

    public DateTimeOffset? ObjectionAnsweredAt { get; set; }

    public Guid? ObjectionAnsweredBy { get; set; }

    /// <summary>Why it was annulled or cancelled.</summary>
    public string? EndReason { get; set; }

    public Guid? EndedBy { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public IEnumerable<Guid> Examiners => new[] { FirstExaminerId, SecondExaminerId }.OfType<Guid>();

    /// <summary>When it ends if it is begun at an instant: after its minutes, or with its window if that is sooner; extra minutes lengthen both.</summary>
    public DateTimeOffset EndOf(DateTimeOffset start)
    {
        var (full, window) = (start.AddMinutes(DurationMinutes + ExtraMinutes), ClosesAt.AddMinutes(ExtraMinutes));
        return full < window ? full : window;
    }
}

/// <summary>What a candidate last answered to a question; saved at once, replaced by the next save.</summary>
internal sealed class SittingAnswer : GovernedRow
{
    public Guid SittingId { get; set; }

    public int Position { get; set; }

    /// <summary>Codes of the options in the bank.</summary>
    public IReadOnlyList<string> Choices { get; set; } = [];

    public string? Text { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    /// <summary>The page's count of saves: one that was overtaken by a later one is passed over. No clock of the candidate's is asked.</summary>
    public long Sequence { get; set; }

    /// <summary>Marks in hundredths once settled.</summary>
    public int? Hundredths { get; set; }
}

/// <summary>An examiner's marks for an open answer.</summary>
internal sealed class AnswerMark : GovernedRow
{
    public Guid SittingId { get; set; }

    public int Position { get; set; }

    public Guid ExaminerId { get; set; }

    /// <summary>True: decides where the two examiners differ.</summary>
    public bool Arbitration { get; set; }

    public int Hundredths { get; set; }

    public string? Comment { get; set; }

    public DateTimeOffset MarkedAt { get; set; }
}
