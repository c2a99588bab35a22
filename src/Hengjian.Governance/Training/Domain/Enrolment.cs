using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain;

/// <summary>Who supervises a trainee, from when to when.</summary>
/// <param name="Until">When it ended; null: supervises still.</param>
public sealed record AssignedSupervisor(Guid PractitionerId, string Name, DateTimeOffset From, Guid AssignedBy, DateTimeOffset? Until = null, Guid? EndedBy = null, string? EndReason = null)
{
    /// <summary>Supervised at an instant.</summary>
    public bool At(DateTimeOffset instant) => From <= instant && (Until is null || instant < Until);
}

/// <summary>A course of a trainee's plan with its day.</summary>
/// <param name="DueOn">Last day by which its hours are to be full.</param>
public sealed record PlannedCourse(string Code, string Title, CoursePart Part, decimal Hours, DateOnly DueOn);

/// <summary>Another last day, in force from an instant: more time, or by an agreed change of the plan.</summary>
public sealed record Extension(DateOnly From, DateOnly To, string Reason, Guid By, DateTimeOffset At);

/// <summary>Old evidence for an exemption (R17-4.1.4), as entered.</summary>
public sealed record OldEvidence(IReadOnlyList<ClinicalWork> Work, IReadOnlyList<OldTitle> Titles, IReadOnlyList<OldCases> Cases, int? SeriousEvents, string Statement);

/// <summary>Evidence of a route other than the normal one, with the two who answer for it.</summary>
/// <param name="Abroad">Periods abroad (R17-4.1.3).</param>
/// <param name="Old">Old evidence (R17-4.1.4).</param>
/// <param name="CheckedAt">When the second person agreed; null: not checked, or sent back.</param>
public sealed record RouteEvidence(
    IReadOnlyList<AbroadPeriod> Abroad, OldEvidence? Old, Guid EnteredBy, DateTimeOffset EnteredAt, Guid? CheckedBy = null, DateTimeOffset? CheckedAt = null, string? CheckNote = null, bool Returned = false,
    Guid? CheckSignatureId = null, IReadOnlyList<string>? Papers = null);

/// <summary>学员的一次培训: a person who is trained, or recognised, at a base. It lies under the base's institution.</summary>
[KeepsHistory(Permission.EnrolmentsRead)]
internal sealed class Enrolment : GovernedRow
{
    /// <summary><c>TR-yyyy-nnn</c>.</summary>
    public string Number { get; set; } = "";

    public Guid BaseId { get; set; }

    /// <summary>Null for an exemption.</summary>
    public Guid? ProgrammeVersionId { get; set; }

    /// <summary>Name of the programme as it was.</summary>
    public string? Programme { get; set; }

    public ProgrammeKind Kind { get; set; }

    public Guid PractitionerId { get; set; }

    public string PractitionerName { get; set; } = "";

    public TrainingRoute Route { get; set; }

    public string TechnologyCategory { get; set; } = "";

    public EnrolmentState State { get; set; }

    public Guid AppliedBy { get; set; }

    public DateTimeOffset AppliedAt { get; set; }

    /// <summary>First day of the training; never before the day of admission.</summary>
    public DateOnly StartsOn { get; set; }

    /// <summary>Last day by the programme's months.</summary>
    public DateOnly? PrescribedOn { get; set; }

    /// <summary>Last day in time, with extensions.</summary>
    public DateOnly? DueOn { get; set; }

    public Guid? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecisionNote { get; set; }

    /// <summary>What was decided at admission, as it was decided.</summary>
    public IReadOnlyList<Decision> AdmissionDecisions { get; set; } = [];

    public IReadOnlyList<PlannedCourse> Plan { get; set; } = [];

    public IReadOnlyList<AssignedSupervisor> Supervisors { get; set; } = [];

    /// <summary>Ids of everybody who supervises or supervised, separated by blanks. Text, because both databases search it alike.</summary>
    public string NamedSupervisors { get; set; } = "";

    public IReadOnlyList<Extension> Extensions { get; set; } = [];

    /// <summary>Changes of the plan that were asked for, in order; one at a time waits.</summary>
    public IReadOnlyList<PlanChange> PlanChanges { get; set; } = [];

    /// <summary>One of them waits for a trainer; a column of its own so that it can be searched.</summary>
    public bool PlanChangeWaits { get; set; }

    public RouteEvidence? Evidence { get; set; }

    /// <summary>Evidence waits for its second person; a column of its own so that it can be searched.</summary>
    public bool EvidenceWaits { get; set; }

    public DateOnly? CompletedOn { get; set; }

    public Guid? CompletedBy { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public Guid? CompletionSignatureId { get; set; }

    /// <summary>What was decided at completion, as it was decided.</summary>
    public IReadOnlyList<Decision> CompletionDecisions { get; set; } = [];

    public Guid? CertificateId { get; set; }

    public string? CertificateNumber { get; set; }

    public Guid? EndedBy { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndReason { get; set; }

    /// <summary>Last day of what counts: completion or end; null: under way.</summary>
    public DateOnly? LastDay => CompletedOn ?? (EndedAt is { } ended ? ShanghaiDay.Of(ended) : null);

    /// <summary>Last day in time by the plan in force at an instant.</summary>
    public DateOnly? DueOnAt(DateTimeOffset at) => Extensions.FirstOrDefault(e => e.At > at)?.From ?? DueOn;

    /// <summary>The courses by the plan in force at an instant.</summary>
    public IReadOnlyList<PlannedCourse> PlanAt(DateTimeOffset at) =>
        PlanChanges.Where(c => c.State == PlanChangeState.Agreed && c.DecidedAt > at).MinBy(c => c.DecidedAt)?.Before.Courses ?? Plan;

    /// <summary>Times until an instant in which it was over its last day by the plan of then, before another last day was given.</summary>
    public IReadOnlyList<LateSpan> LateBefore(DateTimeOffset at) =>
        [.. Extensions.Where(e => e.At <= at && ShanghaiDay.Of(e.At) > e.From).Select(e => new LateSpan(e.From.AddDays(1), ShanghaiDay.Of(e.At)))];

    public bool SupervisedBy(Guid? practitioner, DateTimeOffset at) => practitioner is { } who && Supervisors.Any(s => s.PractitionerId == who && s.At(at));

    public EnrolmentFact Fact() => new(
        Id, Number, BaseId, ProgrammeVersionId, PractitionerId, Route, TechnologyCategory, State, StartsOn, DueOn, [.. Supervisors.Select(s => s.PractitionerId).Distinct()]);
}
