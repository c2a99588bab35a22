using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Programmes;

/// <summary>A new programme with its first draft.</summary>
public sealed record ProgrammeRequest
{
    /// <summary>The base that it belongs to, one of the own institution.</summary>
    public Guid? BaseId { get; init; }

    public string? Name { get; init; }

    public ProgrammeKind? Kind { get; init; }

    /// <summary>Category of technology; a programme for physicians trains for its base's. Absent: the base's.</summary>
    public string? TechnologyCategory { get; init; }

    /// <summary>Absent: an empty draft.</summary>
    public ProgrammeDraftRequest? Draft { get; init; }
}

/// <summary>What a version says; lists are given whole at each change.</summary>
public sealed record ProgrammeDraftRequest
{
    /// <summary>What is new in it.</summary>
    public string? Changes { get; init; }

    public string? Syllabus { get; init; }

    /// <summary>Prescribed calendar months.</summary>
    public int? Months { get; init; }

    /// <summary>Trainees at a time.</summary>
    public int? Capacity { get; init; }

    public IReadOnlyList<ProgrammeCourse>? Courses { get; init; }

    public IReadOnlyList<MaterialInput>? Materials { get; init; }

    /// <summary>Practitioners who supervise.</summary>
    public IReadOnlyList<Guid>? Supervisors { get; init; }

    /// <summary>What must be passed in the end; absent: everything for physicians, nothing for others.</summary>
    public IReadOnlyList<AssessmentKind>? Assessments { get; init; }
}

/// <summary>A material of a draft: a document attached to the programme.</summary>
public sealed record MaterialInput
{
    /// <summary>The material that it is a version of; null: a new one.</summary>
    public Guid? Id { get; init; }

    public string? Title { get; init; }

    public Guid? DocumentId { get; init; }

    /// <summary>Least minutes of reading on line before it counts; absent or 0: not read on line for credit.</summary>
    public int? MinimumMinutes { get; init; }

    /// <summary>Code of the course to which it belongs.</summary>
    public string? Course { get; init; }
}

public sealed record ProgrammeApprovalRequest
{
    public string? Note { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>A step without particulars.</summary>
public sealed record ProgrammeStepRequest
{
    public string? Note { get; init; }
}
