using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.FollowUps.Domain;

/// <summary>随访计划 of a deployment. A change is a new version; tasks keep the version that made them.</summary>
internal sealed class FollowUpPlan : GovernedRow
{
    public Guid DeploymentId { get; set; }

    /// <summary>1 for the first version, one more each time.</summary>
    public int Number { get; set; }

    public IReadOnlyList<FollowUpStep> Steps { get; set; } = [];

    /// <summary>Why it asks what it asks, or nothing.</summary>
    public string Reason { get; set; } = "";

    public Guid SetBy { get; set; }

    public DateTimeOffset SetAt { get; set; }

    /// <summary>Who carried it last to cases concluded before; null: it counts for later ones alone.</summary>
    public Guid? AppliedBy { get; set; }

    public DateTimeOffset? AppliedAt { get; set; }

    public string? AppliedReason { get; set; }
}

/// <summary>One follow-up that the plan asks for.</summary>
/// <param name="Months">Calendar months from the final diagnosis, 0 to 120.</param>
/// <param name="Labels">Final diagnoses for which it is asked; empty: every one.</param>
/// <param name="Purpose">What is to be found out.</param>
public sealed record FollowUpStep(int Months, IReadOnlyList<string> Labels, string Purpose)
{
    public bool AsksFor(string? label) => Labels.Count == 0 || (label is not null && Labels.Contains(label));
}

/// <summary>Who follows up the cases of a deployment; without a row every holder of the role does.</summary>
internal sealed class FollowUpStaffing : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public IReadOnlyList<Guid> Users { get; set; } = [];
}

/// <summary>One follow-up of one case.</summary>
internal sealed class FollowUpTask : GovernedRow
{
    public Guid CaseId { get; set; }

    public Guid DeploymentId { get; set; }

    /// <summary>Version of the plan that asks for it; null: done without being asked for.</summary>
    public Guid? PlanId { get; set; }

    public int? Months { get; set; }

    public string Purpose { get; set; } = "";

    /// <summary>The plan's day.</summary>
    public DateOnly DueOn { get; set; }

    /// <summary>Day of the next contact: the plan's day, or later after an attempt that reached nobody.</summary>
    public DateOnly NextOn { get; set; }

    public FollowUpState State { get; set; }

    public Guid? AssignedTo { get; set; }

    public int Attempts { get; set; }

    public FollowUpResult? Result { get; set; }

    [Encrypted]
    public byte[]? Note { get; set; }

    public Guid? DoneBy { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>The reference standard that it yielded.</summary>
    public Guid? ReferenceId { get; set; }

    public string? LostReason { get; set; }

    public DropReason? Dropped { get; set; }
}

/// <summary>One attempt to reach the patient or to find out otherwise.</summary>
[ErasedWith(typeof(FollowUpTask), nameof(TaskId))]
internal sealed class ContactAttempt : GovernedRow
{
    public Guid TaskId { get; set; }

    public DateTimeOffset At { get; set; }

    public ContactChannel Channel { get; set; }

    public ContactResult Result { get; set; }

    public DateOnly? NextOn { get; set; }

    [Encrypted]
    public byte[]? Note { get; set; }

    public Guid By { get; set; }
}

/// <summary>How the patient of a case can be reached.</summary>
internal sealed class FollowUpContact : GovernedRow
{
    public Guid CaseId { get; set; }

    [Encrypted]
    public byte[] Phone { get; set; } = [];

    /// <summary>Who answers there, where that is not the patient.</summary>
    [Encrypted]
    public byte[]? Person { get; set; }

    public Guid RecordedBy { get; set; }

    public DateTimeOffset RecordedAt { get; set; }
}
