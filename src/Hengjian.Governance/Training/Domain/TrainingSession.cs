using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Training.Domain;

/// <summary>理论课: a lesson at which trainees sign in and out with the code that its page shows.</summary>
internal sealed class TrainingSession : GovernedRow
{
    public Guid ProgrammeVersionId { get; set; }

    public string Programme { get; set; } = "";

    /// <summary>Code of the course.</summary>
    public string Course { get; set; } = "";

    public string Title { get; set; } = "";

    public string Place { get; set; } = "";

    /// <summary>Who is there and supervises; null: nobody, and it gives no credit.</summary>
    public Guid? SupervisorId { get; set; }

    public string? SupervisorName { get; set; }

    public Guid OpenedBy { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Why it was entered only afterwards; null: it was opened as it began.</summary>
    public string? LateReason { get; set; }

    /// <summary>When the supervisor signed what was entered afterwards.</summary>
    public DateTimeOffset? SignedAt { get; set; }

    public Guid? SignatureId { get; set; }

    /// <summary>It counts as far as signatures go.</summary>
    public bool Stands => LateReason is null || SignedAt is not null;
}

/// <summary>签到: a trainee at a session.</summary>
internal sealed class Presence : GovernedRow
{
    public Guid SessionId { get; set; }

    public Guid EnrolmentId { get; set; }

    public DateTimeOffset SignedInAt { get; set; }

    public DateTimeOffset? SignedOutAt { get; set; }
}

/// <summary>A material that was read on line for the least time; it is counted once for each version.</summary>
internal sealed class MaterialReading : GovernedRow
{
    public Guid EnrolmentId { get; set; }

    public Guid MaterialId { get; set; }

    public int MaterialVersion { get; set; }

    public string Course { get; set; } = "";

    public string Title { get; set; } = "";

    /// <summary>Hash of the document that was shown.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>Who supervised the trainee when it was done; null: nobody.</summary>
    public Guid? SupervisorId { get; set; }

    public IReadOnlyList<Contracts.TheorySpan> Spans { get; set; } = [];

    public DateTimeOffset CompletedAt { get; set; }
}

/// <summary>The running count of a reading on line.</summary>
[OutsideLedger("running count of seconds: what was read for the least time stands in governed rows")]
internal sealed class ReadingClock : ITenantRow
{
    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    public Guid EnrolmentId { get; set; }

    public Guid MaterialId { get; set; }

    public int MaterialVersion { get; set; }

    public IReadOnlyList<Contracts.TheorySpan> Spans { get; set; } = [];
}
