using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>An application for training, or for a recognition in its place.</summary>
public sealed record EnrolmentRequest
{
    public TrainingRoute? Route { get; init; }

    /// <summary>The programme (normal and overseas route); its version in force counts.</summary>
    public Guid? ProgrammeId { get; init; }

    /// <summary>The base (exemption); not needed where the institution is only one base.</summary>
    public Guid? BaseId { get; init; }

    /// <summary>Category of technology (exemption).</summary>
    public string? TechnologyCategory { get; init; }

    /// <summary>The trainee, on record here; without it, and without the three below, the caller.</summary>
    public Guid? PractitionerId { get; init; }

    /// <summary>Credit code of the trainee's own hospital, where that is another one of this installation.</summary>
    public string? HomeInstitutionCode { get; init; }

    /// <summary>The trainee's name and practice licence there, both as on record.</summary>
    public string? HomeName { get; init; }

    public string? HomeLicenceNumber { get; init; }

    /// <summary>Department here that a trainee from elsewhere comes to.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>First day wished for; not in the past. Null: the day of admission.</summary>
    public DateOnly? StartsOn { get; init; }
}

/// <summary>The trainer's decision on an application.</summary>
public sealed record EnrolmentDecisionRequest
{
    public bool? Accept { get; init; }

    /// <summary>Needed where it is refused.</summary>
    public string? Note { get; init; }

    /// <summary>First day; not before the day of the decision.</summary>
    public DateOnly? StartsOn { get; init; }

    public IReadOnlyList<Guid>? Supervisors { get; init; }

    /// <summary>Days of the courses; a course that is not named is spread over the time.</summary>
    public IReadOnlyList<PlannedDayInput>? Plan { get; init; }
}

/// <summary>A course's day in a plan.</summary>
public sealed record PlannedDayInput
{
    public string? Course { get; init; }

    public DateOnly? DueOn { get; init; }
}

/// <summary>One more supervisor.</summary>
public sealed record SupervisorRequest
{
    public Guid? PractitionerId { get; init; }
}

/// <summary>More time.</summary>
public sealed record ExtensionRequest
{
    public DateOnly? DueOn { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A reason alone.</summary>
public sealed record TrainingReasonRequest
{
    public string? Reason { get; init; }
}

/// <summary>A signature alone.</summary>
public sealed record TrainingSignatureRequest
{
    public SignatureInput? Signature { get; init; }
}
