using Hengjian.Governance.Training.Domain;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>A change of a trainee's plan that is asked for; what is not given stays as it is.</summary>
public sealed record PlanChangeRequest
{
    /// <summary>Version of the enrolment that was planned on; another one by now refuses the request. Null: not asked.</summary>
    public long? Version { get; init; }

    /// <summary>Last day: not in the past and not before the last day by the programme's months.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Courses with another day or other hours.</summary>
    public IReadOnlyList<PlannedCourseInput>? Courses { get; init; }

    /// <summary>Everybody who is to supervise, from the programme's supervisors.</summary>
    public IReadOnlyList<Guid>? Supervisors { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A course of the plan.</summary>
public sealed record PlannedCourseInput
{
    public string? Course { get; init; }

    /// <summary>Not before the first day, not after the last.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Not fewer than the programme's.</summary>
    public decimal? Hours { get; init; }
}

/// <summary>A trainer's answer to a change that is asked for.</summary>
public sealed record PlanChangeAnswer
{
    public bool? Agree { get; init; }

    /// <summary>Needed where it is declined.</summary>
    public string? Note { get; init; }
}

/// <summary>A change of a plan with names.</summary>
/// <param name="MayDecide">The caller may answer it now.</param>
public sealed record PlanChangeView(
    Guid Id, string Reason, PlanTerms Before, PlanTerms After, PlanChangeState State, string? AskedBy, DateTimeOffset AskedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Note, bool MayDecide);
