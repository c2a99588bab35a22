using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Governance.Authorisations.Applications;

/// <summary>An application. <c>WholeTechnology</c>: for every deployment of the technology behind the one named.</summary>
public sealed record AuthorisationRequest
{
    public Guid? PractitionerId { get; init; }

    public Guid? DeploymentId { get; init; }

    public bool WholeTechnology { get; init; }

    public IReadOnlyList<PractitionerAct>? Acts { get; init; }

    public int? Months { get; init; }

    public string? Reason { get; init; }

    /// <summary>The authorisation that it renews.</summary>
    public Guid? Renews { get; init; }
}

/// <summary>The department head's or medical affairs' answer to an application.</summary>
public sealed record AuthorisationAnswerRequest
{
    public bool? Agree { get; init; }

    public string? Note { get; init; }
}

public sealed record AuthorisationReasonRequest
{
    public string? Reason { get; init; }
}

/// <summary>Verified applications put to the committee in one motion.</summary>
public sealed record AuthorisationMotionRequest
{
    public IReadOnlyList<Guid>? Ids { get; init; }

    public string? Proposal { get; init; }
}

/// <summary>A grant for some hours in an emergency.</summary>
public sealed record EmergencyAuthorisationRequest
{
    public Guid? PractitionerId { get; init; }

    public Guid? DeploymentId { get; init; }

    public IReadOnlyList<PractitionerAct>? Acts { get; init; }

    public int? Hours { get; init; }

    public string? Reason { get; init; }
}

/// <summary>An authorisation that was decided before this system came.</summary>
public sealed record ExistingAuthorisationRequest
{
    public Guid? PractitionerId { get; init; }

    public Guid? DeploymentId { get; init; }

    public bool WholeTechnology { get; init; }

    public IReadOnlyList<PractitionerAct>? Acts { get; init; }

    public DateOnly? DecidedOn { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Number of the decision or notice on paper.</summary>
    public string? Document { get; init; }
}
