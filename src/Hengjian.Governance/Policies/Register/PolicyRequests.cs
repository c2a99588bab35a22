using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Domain;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Policies.Register;

/// <summary>A policy to register or change. The wording comes with its versions.</summary>
public sealed record PolicyRequest
{
    public PolicyKind? Kind { get; init; }

    public PolicyTopic? Topic { get; init; }

    public string? Title { get; init; }

    public string? Code { get; init; }

    public PolicyScope? Scope { get; init; }

    public Guid? ScopeId { get; init; }

    public IReadOnlyList<Role>? BoundRoles { get; init; }

    public IReadOnlyList<PolicyAct>? BoundActs { get; init; }
}

/// <summary>A version's number and wording; a document attached to it may stand for the wording.</summary>
public sealed record PolicyVersionRequest
{
    public string? Number { get; init; }

    public string? Text { get; init; }

    public string? Changes { get; init; }
}

/// <summary>An approval as the institution gave it: recorded here, decided there.</summary>
public sealed record PolicyApprovalRequest
{
    public string? Approver { get; init; }

    public DateOnly? ApprovedOn { get; init; }

    public DateOnly? InForceFrom { get; init; }

    public DateOnly? ReviewBy { get; init; }
}

/// <summary>A review that left the version in force as it is.</summary>
public sealed record PolicyReviewRequest
{
    public DateOnly? ReviewedOn { get; init; }

    public DateOnly? ReviewBy { get; init; }

    public string? Note { get; init; }
}

public sealed record PolicyRetirementRequest
{
    /// <summary>First day on which it is no more in force.</summary>
    public DateOnly? From { get; init; }

    public string? Reason { get; init; }
}

public sealed record PolicyAcknowledgementRequest
{
    public Guid? PolicyVersionId { get; init; }
}

/// <summary>A policy in a list. <c>Waits</c>: the caller is bound and has not acknowledged the version in force or to come.</summary>
public sealed record PolicyItem(
    Guid Id,
    PolicyKind Kind,
    PolicyTopic Topic,
    string Title,
    string? Code,
    PolicyScope Scope,
    Guid? ScopeId,
    string? ScopeTitle,
    PolicyState State,
    string? Number,
    DateOnly? InForceFrom,
    DateOnly? ReviewBy,
    int Bound,
    int Acknowledged,
    bool Waits);

/// <summary>One version. <c>ReviewBy</c> is the date that holds now; <c>Acknowledged</c> counts everybody who acknowledged it.</summary>
public sealed record PolicyVersionView(
    Guid Id,
    long Version,
    string Number,
    string? Text,
    string? Changes,
    DateTimeOffset CreatedAt,
    string? Approver,
    DateOnly? ApprovedOn,
    DateTimeOffset? ApprovalAt,
    DateOnly? InForceFrom,
    DateOnly? InForceTo,
    DateOnly? ReviewBy,
    IReadOnlyList<PolicyReview> Reviews,
    int Acknowledged)
{
    public bool IsDraft => ApprovalAt is null;
}

/// <summary>A person bound, and when the person acknowledged the version that is asked about; null: not yet.</summary>
public sealed record PolicyPerson(Guid UserId, string Name, DateTimeOffset? AcknowledgedAt);

/// <summary>A policy whole. <c>People</c> are those whom it binds, with their acknowledgement of the version in force or, where none is, the next one.</summary>
public sealed record PolicyView(
    PolicyItem Item,
    long Version,
    string? ScopePath,
    IReadOnlyList<Role> BoundRoles,
    IReadOnlyList<PolicyAct> BoundActs,
    DateOnly? RetiredFrom,
    string? RetirementReason,
    Guid? CurrentVersionId,
    IReadOnlyList<PolicyVersionView> Versions,
    IReadOnlyList<PolicyPerson> People,
    Decision? Review);
