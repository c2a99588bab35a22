namespace Hengjian.Governance.Training.Domain;

/// <summary>What a plan holds.</summary>
/// <param name="DueOn">Last day in time.</param>
/// <param name="Courses">Each course with its hours and its day.</param>
/// <param name="Supervisors">Who supervises.</param>
public sealed record PlanTerms(DateOnly DueOn, IReadOnlyList<PlannedCourse> Courses, IReadOnlyList<PlannedSupervisor> Supervisors);

/// <summary>A supervisor of a plan.</summary>
public sealed record PlannedSupervisor(Guid PractitionerId, string Name);

/// <summary>Where a change of a plan stands.</summary>
public enum PlanChangeState
{
    Asked,
    Agreed,
    Declined,
}

/// <summary>培训计划变更: asked by the trainee, a supervisor or a trainer, and agreed by a trainer who did not ask. It is in force from the instant at which it is agreed.</summary>
/// <param name="Before">The plan as it was when the change was asked for.</param>
/// <param name="After">The plan that is asked for.</param>
/// <param name="DecidedAt">When it was answered; null: it waits.</param>
public sealed record PlanChange(
    Guid Id, string Reason, PlanTerms Before, PlanTerms After, Guid AskedBy, DateTimeOffset AskedAt, PlanChangeState State, Guid? DecidedBy = null, DateTimeOffset? DecidedAt = null, string? Note = null);

/// <summary>A time in which the training was over its last day, by the plan that was in force then.</summary>
/// <param name="From">First day after the last day in time.</param>
/// <param name="To">Day on which a later last day was given.</param>
public sealed record LateSpan(DateOnly From, DateOnly To);
