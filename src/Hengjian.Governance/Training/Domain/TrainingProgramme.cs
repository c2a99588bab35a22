using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain;

/// <summary>培训方案 of a base.</summary>
[KeepsHistory(Permission.TrainingProgrammesRead)]
internal sealed class TrainingProgramme : GovernedRow
{
    /// <summary><c>PX-yyyy-nnn</c>.</summary>
    public string Number { get; set; } = "";

    public Guid BaseId { get; set; }

    public string Name { get; set; } = "";

    public ProgrammeKind Kind { get; set; }

    public string TechnologyCategory { get; set; } = "";

    public Guid CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>Where a version of a programme stands.</summary>
public enum ProgrammeState
{
    Draft,
    Approved,

    /// <summary>A later version was approved; trainees who began under it finish by it.</summary>
    Replaced,

    /// <summary>A draft that was given up.</summary>
    Discarded,
}

/// <summary>A version of a programme. A draft changes; an approved one never does.</summary>
[KeepsHistory(Permission.TrainingProgrammesRead)]
internal sealed class ProgrammeVersion : GovernedRow
{
    public Guid ProgrammeId { get; set; }

    /// <summary>From 1.</summary>
    public int Edition { get; set; }

    public ProgrammeState State { get; set; }

    /// <summary>What is new in it.</summary>
    public string? Changes { get; set; }

    /// <summary>The syllabus (大纲).</summary>
    public string? Syllabus { get; set; }

    /// <summary>Prescribed calendar months.</summary>
    public int Months { get; set; }

    /// <summary>Trainees at a time.</summary>
    public int Capacity { get; set; }

    public IReadOnlyList<ProgrammeCourse> Courses { get; set; } = [];

    public IReadOnlyList<ProgrammeMaterial> Materials { get; set; } = [];

    public IReadOnlyList<Guid> Supervisors { get; set; } = [];

    public IReadOnlyList<AssessmentKind> Assessments { get; set; } = [];

    /// <summary>Everybody who wrote on it; none of them approves it.</summary>
    public IReadOnlyList<Guid> Authors { get; set; } = [];

    public DateTimeOffset DraftedAt { get; set; }

    public Guid? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public string? ApprovalNote { get; set; }

    public Guid? SignatureId { get; set; }

    /// <summary>R17-4.2.2a, HP-6.1 and R17-4.2.1c of each supervisor, as of the approval.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    /// <summary>When the next version was approved, or the draft given up.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
