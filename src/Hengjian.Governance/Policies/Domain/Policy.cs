using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;

namespace Hengjian.Governance.Policies.Domain;

/// <summary>制度、操作规范或指南. What it says stands in its versions.</summary>
[KeepsHistory]
internal sealed class Policy : GovernedRow
{
    public PolicyKind Kind { get; set; }

    public PolicyTopic Topic { get; set; }

    public string Title { get; set; } = "";

    /// <summary>文号, if any.</summary>
    public string? Code { get; set; }

    public PolicyScope Scope { get; set; }

    /// <summary>The department, technology or version; null for the whole institution.</summary>
    public Guid? ScopeId { get; set; }

    public IReadOnlyList<Role> BoundRoles { get; set; } = [];

    public IReadOnlyList<PolicyAct> BoundActs { get; set; } = [];

    /// <summary>First day on which it is no more in force.</summary>
    public DateOnly? RetiredFrom { get; set; }

    public string? RetirementReason { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>True where the act, or any act when null, binds its doer.</summary>
    public bool Binds(PolicyAct? act) => act switch
    {
        null => BoundRoles.Count + BoundActs.Count > 0,
        { } one => BoundActs.Contains(one) || BoundRoles.Contains(RoleOf(one)),
    };

    /// <summary>Roles whose holders are bound, those of its acts among them.</summary>
    public IEnumerable<Role> AllBoundRoles => BoundRoles.Concat(BoundActs.Select(RoleOf)).Distinct();

    private static Role RoleOf(PolicyAct act) => act == PolicyAct.Operate ? Role.Operator : Role.Physician;
}

/// <summary>A review that left the version as it is.</summary>
public sealed record PolicyReview(DateOnly ReviewedOn, DateOnly NextBy, Guid RecordedBy, string? Note);

/// <summary>One version of a policy: a draft until it is approved, then never changed; the next one's start ends it.</summary>
[KeepsHistory]
internal sealed class PolicyVersion : GovernedRow
{
    public Guid PolicyId { get; set; }

    /// <summary>As people call it, for example <c>V2.1</c>; once a policy.</summary>
    public string Number { get; set; } = "";

    /// <summary>The wording; null where a document holds it.</summary>
    public string? Text { get; set; }

    /// <summary>What is different from the version before.</summary>
    public string? Changes { get; set; }

    public Guid CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who approved it, in the institution's words: a committee, the head of the institution.</summary>
    public string? Approver { get; set; }

    public DateOnly? ApprovedOn { get; set; }

    /// <summary>Who recorded the approval, and when.</summary>
    public Guid? ApprovalBy { get; set; }

    public DateTimeOffset? ApprovalAt { get; set; }

    public DateOnly? InForceFrom { get; set; }

    /// <summary>Last day in force, included; null while nothing ends it.</summary>
    public DateOnly? InForceTo { get; set; }

    /// <summary>Review date set with the approval; later reviews set the next.</summary>
    public DateOnly? ReviewBy { get; set; }

    public IReadOnlyList<PolicyReview> Reviews { get; set; } = [];

    public bool IsApproved => ApprovalAt is not null;

    public bool InForceOn(DateOnly day) => IsApproved && InForceFrom <= day && !(InForceTo < day);

    /// <summary>Last review by the day; null: none.</summary>
    public PolicyReview? LastReview(DateOnly day) => Reviews.Where(r => r.ReviewedOn <= day).MaxBy(r => r.ReviewedOn);

    /// <summary>Last day in time for the next review, as it was set by <paramref name="day"/>.</summary>
    public DateOnly? ReviewByOn(DateOnly day) => LastReview(day)?.NextBy ?? ReviewBy;
}

/// <summary>A person has read a version and will follow it; written once.</summary>
internal sealed class PolicyAcknowledgement : GovernedRow
{
    public Guid PolicyId { get; set; }

    public Guid PolicyVersionId { get; set; }

    public Guid UserId { get; set; }

    /// <summary>The person's record of health professional, if there is one.</summary>
    public Guid? PractitionerId { get; set; }

    public DateTimeOffset AcknowledgedAt { get; set; }
}
