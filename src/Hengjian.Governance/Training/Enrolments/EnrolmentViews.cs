using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>What is looked for among the enrolments.</summary>
/// <param name="Text">Part of number, name or programme.</param>
/// <param name="Waiting">Those on which something waits: <c>signatures</c> of cases, <c>evidence</c> to check, <c>decision</c>; null asks for nothing.</param>
/// <param name="Late">Only those whose last day is over.</param>
public sealed record EnrolmentFilter(string? Text = null, EnrolmentState? State = null, TrainingRoute? Route = null, EnrolmentWaiting? Waiting = null, bool Late = false);

/// <summary>What may wait on an enrolment.</summary>
public enum EnrolmentWaiting
{
    /// <summary>Cases that a supervisor has to sign.</summary>
    Signatures,

    /// <summary>Evidence that a second person has to check.</summary>
    Evidence,

    /// <summary>A change of the plan that a trainer has to answer.</summary>
    PlanChange,
}

/// <summary>An enrolment in a list.</summary>
/// <param name="CasesWaiting">Cases that wait for a supervisor.</param>
/// <param name="Late">Its last day is over and it is not completed.</param>
public sealed record EnrolmentItem(
    Guid Id,
    string Number,
    Guid PractitionerId,
    string Name,
    TrainingRoute Route,
    EnrolmentState State,
    ProgrammeKind Kind,
    string? Programme,
    string TechnologyCategory,
    DateOnly From,
    DateOnly? DueOn,
    IReadOnlyList<string> Supervisors,
    int CasesWaiting,
    bool EvidenceWaits,
    bool Late);

/// <summary>An enrolment whole.</summary>
/// <param name="MayDecide">What the caller may do with it now; the same for the others.</param>
public sealed record EnrolmentView(
    EnrolmentItem Item,
    long Version,
    Guid BaseId,
    string? Base,
    Guid? ProgrammeVersionId,
    string? AppliedBy,
    DateTimeOffset AppliedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? DecisionNote,
    IReadOnlyList<Decision> AdmissionDecisions,
    DateOnly? PrescribedOn,
    IReadOnlyList<PlannedCourse> Plan,
    IReadOnlyList<AssignedSupervisor> Supervisors,
    IReadOnlyList<Extension> Extensions,
    IReadOnlyList<PlanChangeView> PlanChanges,
    RouteEvidence? Evidence,
    string? EvidenceEnteredBy,
    string? EvidenceCheckedBy,
    string? CompletedBy,
    DateTimeOffset? CompletedAt,
    Guid? CertificateId,
    string? CertificateNumber,
    string? EndedBy,
    DateTimeOffset? EndedAt,
    string? EndReason,
    EnrolmentMay May);

/// <summary>What the caller may do with an enrolment now.</summary>
public sealed record EnrolmentMay(bool Decide, bool Manage, bool LogCases, bool SignCases, bool EnterEvidence, bool CheckEvidence, bool Complete)
{
    /// <summary>May ask for a change of the plan: nothing waits, and the caller is the trainee, supervises, or is a trainer.</summary>
    public bool ChangePlan { get; init; }
}

/// <summary>Somebody who may be chosen.</summary>
public sealed record PersonChoice(Guid Id, string Name);
