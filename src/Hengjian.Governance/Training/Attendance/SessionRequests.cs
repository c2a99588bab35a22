using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Attendance;

/// <summary>A session that begins now.</summary>
public sealed record SessionRequest
{
    public Guid? ProgrammeId { get; init; }

    /// <summary>Code of a theory course of the programme.</summary>
    public string? Course { get; init; }

    public string? Place { get; init; }

    /// <summary>Who is there and supervises; without one it gives no credit.</summary>
    public Guid? SupervisorId { get; init; }
}

/// <summary>A session that is entered afterwards. It counts once its supervisor has signed.</summary>
public sealed record LateSessionRequest
{
    public Guid? ProgrammeId { get; init; }

    public string? Course { get; init; }

    public string? Place { get; init; }

    public Guid? SupervisorId { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>On the same day as <see cref="From"/>.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Enrolments of those who were there.</summary>
    public IReadOnlyList<Guid>? Enrolments { get; init; }

    public string? Reason { get; init; }
}

/// <summary>The code that the session's page shows.</summary>
public sealed record AttendanceRequest
{
    public string? Code { get; init; }
}

/// <summary>Somebody at a session.</summary>
public sealed record AttendanceView(Guid Id, Guid EnrolmentId, string Number, string Name, DateTimeOffset SignedInAt, DateTimeOffset? SignedOutAt);

/// <summary>A session in a list.</summary>
/// <param name="Present">Trainees who signed in.</param>
/// <param name="SignatureWaits">Entered afterwards, and its supervisor has not signed.</param>
public sealed record SessionItem(
    Guid Id, string Programme, string Course, string Title, string Place, string? Supervisor, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, int Present, bool SignatureWaits);

/// <summary>A session whole.</summary>
/// <param name="Code">The code of this minute, for those who may show it while it is open.</param>
/// <param name="CodeChangesAt">When it changes.</param>
/// <param name="MaySign">The caller is the supervisor whose signature it waits for.</param>
public sealed record SessionView(
    SessionItem Item, Guid? SupervisorId, string? LateReason, DateTimeOffset? SignedAt, string? Code, DateTimeOffset? CodeChangesAt, bool MayClose, bool MaySign, IReadOnlyList<AttendanceView> Attendances);

/// <summary>A trainee's own sign-in that has not ended.</summary>
public sealed record OpenAttendance(Guid Id, Guid SessionId, string Title, string Place, DateTimeOffset SignedInAt);

/// <summary>A material as a trainee sees it.</summary>
/// <param name="Seconds">Counted so far.</param>
/// <param name="CompletedAt">When the least time was reached.</param>
public sealed record MaterialView(Guid Id, string Title, int Version, string Course, int MinimumMinutes, int Seconds, DateTimeOffset? CompletedAt, Guid DocumentId, string Sha256);

/// <summary>How a reading stands.</summary>
/// <param name="Seconds">Counted so far.</param>
/// <param name="MinimumSeconds">The least time.</param>
public sealed record ReadingMark(int Seconds, int MinimumSeconds, bool Completed);

/// <summary>How theory is counted.</summary>
public sealed record TheoryView(CreditTerms Terms, decimal Hours, IReadOnlyList<CreditLine> Lines);
