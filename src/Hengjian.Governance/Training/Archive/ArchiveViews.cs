using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Certificates;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Archive;

/// <summary>A course of a plan.</summary>
public sealed record ArchivedCourse(string Title, CoursePart Part, decimal Hours, DateOnly DueOn);

/// <summary>A sign-in at a session, or a material read on line.</summary>
/// <param name="Supervisor">Who supervised; null: nobody.</param>
/// <param name="Hours">Credit hours that it gave.</param>
/// <param name="Fault">Why it gave none, or not all.</param>
public sealed record ArchivedTheory(TheoryKind Kind, string Title, DateTimeOffset From, DateTimeOffset To, int Minutes, string? Supervisor, decimal Hours, CreditFault? Fault);

/// <summary>A case taken part in, de-identified.</summary>
/// <param name="Reference">Masked number of a case here, or the trainee's own reference.</param>
public sealed record ArchivedCase(string Reference, string Technology, DateOnly TakenOn, CaseTaking Taking, string? OwnReading, string? Particulars, CaseEntryState State, string? SignedBy, DateTimeOffset? SignedAt, string? Note);

/// <summary>A concluded examination or assessment.</summary>
public sealed record ArchivedAssessment(AssessmentKind Kind, string Title, int Attempt, decimal Score, decimal Maximum, bool Passed, DateTimeOffset SatAt, DateTimeOffset ConcludedAt, IReadOnlyList<string> Examiners);

/// <summary>One training, whole.</summary>
public sealed record ArchivedEnrolment(
    Guid Id,
    string Number,
    string Base,
    string? Programme,
    ProgrammeKind Kind,
    string TechnologyCategory,
    TrainingRoute Route,
    EnrolmentState State,
    DateOnly StartsOn,
    DateOnly? DueOn,
    DateOnly? CompletedOn,
    string? EndReason,
    IReadOnlyList<string> Supervisors,
    IReadOnlyList<ArchivedCourse> Plan,
    IReadOnlyList<ArchivedTheory> Theory,
    decimal TheoryHours,
    IReadOnlyList<ArchivedCase> Cases,
    IReadOnlyList<ArchivedAssessment> Assessments,
    IReadOnlyList<Decision> AdmissionDecisions,
    IReadOnlyList<Decision> CompletionDecisions,
    string? CertificateNumber);

/// <summary>A person's training archive (培训档案), as far as the caller may see it.</summary>
/// <param name="PractitionerId">The record by which it was asked for.</param>
/// <param name="Whole">True: of every base of this installation; false: of the caller's base alone.</param>
/// <param name="Decision">R17-4.2.2d.</param>
/// <param name="KeptUntil">Last day of its retention; null: nothing is in it.</param>
public sealed record ArchiveView(
    Guid PractitionerId, string Name, string Institution, bool Own, bool Whole, IReadOnlyList<ArchivedEnrolment> Trainings, IReadOnlyList<CertificateItem> Certificates, Decision Decision, DateOnly? KeptUntil, DateTimeOffset At);
