using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Compliance.Domain;

/// <summary>A breach of a clause that was seen and not refused, with who answers for it and by when. Never deleted.</summary>
[KeepsHistory(Permission.FindingsRead)]
internal sealed class Finding : GovernedRow
{
    /// <summary><c>yyyy-nnnn</c>, unique in the institution; gaps are allowed.</summary>
    public string Number { get; set; } = "";

    public string UniqueKey { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Clause { get; set; } = "";

    public string SubjectKind { get; set; } = "";

    public Guid SubjectId { get; set; }

    public string Title { get; set; } = "";

    public string Path { get; set; } = "";

    public Guid? CaseId { get; set; }

    public Guid? DeploymentId { get; set; }

    public Guid? DepartmentId { get; set; }

    public Guid? SourceId { get; set; }

    public Role Owner { get; set; }

    public Guid? OwnerPractitionerId { get; set; }

    /// <summary>What was decided when it was raised; none where the kind says all.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public FindingState State { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>By when it is to be explained, and once it is, by when it is to be closed.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>User who took it on; null: nobody yet.</summary>
    public Guid? TakenBy { get; set; }

    /// <summary>User who explained it last: another one closes it.</summary>
    public Guid? ExplainedBy { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The time whose passing was told of; null: none was.</summary>
    public DateTimeOffset? NoticedDueAt { get; set; }
}

/// <summary>What was done about a finding; written once.</summary>
internal sealed class FindingEntry : GovernedRow
{
    public Guid FindingId { get; set; }

    public FindingStep Step { get; set; }

    /// <summary>What was written; it may speak of a patient. Null where the program saw that it is mended, or someone took it on.</summary>
    [Encrypted]
    public byte[]? Text { get; set; }

    /// <summary>The user; empty for the program.</summary>
    public Guid By { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>A step in a finding's course.</summary>
public enum FindingStep
{
    Raised,
    Taken,
    Explained,

    /// <summary>The explanation was not enough.</summary>
    Returned,
    Mended,
    Reopened,
    Closed,

    /// <summary>Given to a colleague, because who was to explain it is away.</summary>
    HandedOver,
}
