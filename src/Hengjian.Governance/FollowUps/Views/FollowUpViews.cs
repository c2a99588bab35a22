using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.FollowUps.Views;

public enum FollowUpDue
{
    /// <summary>To be contacted today, what is overdue included.</summary>
    Today,

    /// <summary>Past the plan's day.</summary>
    Overdue,

    /// <summary>Within the next seven days.</summary>
    Week,
}

/// <summary>Which tasks are asked for; null asks for nothing.</summary>
public sealed record FollowUpFilter(FollowUpDue? Due = null, FollowUpState? State = null, Guid? DeploymentId = null, bool Mine = false, Guid? CaseId = null);

/// <summary>A task in lists; the patient by masked name.</summary>
public sealed record FollowUpItem(
    Guid Id,
    Guid CaseId,
    string CaseNumber,
    string? Patient,
    Guid DeploymentId,
    string DeploymentName,
    int? Months,
    string Purpose,
    DateOnly DueOn,
    DateOnly NextOn,
    FollowUpState State,
    bool Overdue,
    int Attempts,
    Guid? AssignedTo,
    FollowUpResult? Result,
    DateTimeOffset? DoneAt,
    bool HasContact);

/// <summary>A task whole.</summary>
/// <param name="Decision">R17-3.6b of the case as it stands.</param>
/// <param name="MayGiveUp">The attempts are enough for the patient to count as lost.</param>
public sealed record FollowUpView(
    FollowUpItem Task,
    CaseBrief Case,
    string? Note,
    Guid? DoneBy,
    Guid? ReferenceId,
    string? LostReason,
    DropReason? Dropped,
    IReadOnlyList<AttemptView> Attempts,
    string? MaskedPhone,
    Decision Decision,
    bool MayGiveUp);

public sealed record AttemptView(DateTimeOffset At, ContactChannel Channel, ContactResult Result, DateOnly? NextOn, string? Note, Guid By);

/// <summary>Completeness of the follow-ups due in a month: done of all that were asked; the lost are no done ones.</summary>
/// <param name="Month">First day of the month.</param>
public sealed record MonthlyCompleteness(DateOnly Month, int Asked, int Done, int Lost, int Open)
{
    /// <summary>Share done; null where nothing was due.</summary>
    public double? Value => Asked == 0 ? null : (double)Done / Asked;
}
