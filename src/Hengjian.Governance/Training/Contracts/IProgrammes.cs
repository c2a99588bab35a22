using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>Whom a programme trains.</summary>
public enum ProgrammeKind
{
    /// <summary>Physicians, R17-4.1.2 and 4.1.3.</summary>
    Physician,

    /// <summary>Technicians, nurses and others, R17-2.2.</summary>
    OtherStaff,

    /// <summary>Everybody who meets AI at work: what it can do, where it errs.</summary>
    Literacy,
}

/// <summary>Parts of a course, R17-4.2.2a.</summary>
public enum CoursePart
{
    Theory,
    ClinicalPractice,
}

/// <summary>A course of a syllabus.</summary>
/// <param name="Code">Code within the syllabus.</param>
/// <param name="Hours">Credit hours.</param>
public sealed record ProgrammeCourse(string Code, string Title, CoursePart Part, decimal Hours);

/// <summary>A version of a material.</summary>
/// <param name="Id">The material.</param>
/// <param name="Version">Version, from 1.</param>
/// <param name="DocumentId">The stored document.</param>
/// <param name="Sha256">Its hash, lower-case hex.</param>
/// <param name="MinimumMinutes">Least minutes of reading on line before it counts; 0: not read on line for credit.</param>
/// <param name="Course">Code of the course to which its minutes count.</param>
public sealed record ProgrammeMaterial(Guid Id, string Title, int Version, Guid DocumentId, string Sha256, int MinimumMinutes, string Course);

/// <summary>An approved version of a programme, which never changes afterwards.</summary>
/// <param name="VersionId">The version.</param>
/// <param name="Months">Prescribed calendar months from enrolment to completion, R17-4.2.2b.</param>
/// <param name="Capacity">Trainees at a time.</param>
/// <param name="Supervisors">Practitioners who supervise.</param>
/// <param name="Assessments">What must be passed in the end.</param>
public sealed record ProgrammePlan(
    Guid VersionId,
    Guid ProgrammeId,
    int Version,
    Guid BaseId,
    string Name,
    ProgrammeKind Kind,
    string TechnologyCategory,
    int Months,
    int Capacity,
    IReadOnlyList<ProgrammeCourse> Courses,
    IReadOnlyList<ProgrammeMaterial> Materials,
    IReadOnlyList<Guid> Supervisors,
    IReadOnlyList<AssessmentKind> Assessments);

/// <summary>Reads programmes.</summary>
public interface IProgrammes
{
    /// <summary>An approved version; null where there is none of that id or it is not approved.</summary>
    Task<ProgrammePlan?> FindAsync(HengjianDbContext db, Guid versionId, CancellationToken cancellationToken);

    /// <summary>The approved version in force of a programme; null where there is none.</summary>
    Task<ProgrammePlan?> CurrentAsync(HengjianDbContext db, Guid programmeId, CancellationToken cancellationToken);

    /// <summary>R17-4.2.1c for one person: able to supervise in the category at an instant.</summary>
    Task<Decision> SupervisorAsync(HengjianDbContext db, Guid practitionerId, string technologyCategory, DateTimeOffset at, CancellationToken cancellationToken);
}
