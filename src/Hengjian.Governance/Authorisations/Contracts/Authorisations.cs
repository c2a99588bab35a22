using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Authorisations.Contracts;

/// <summary>How an authorisation came about.</summary>
public enum AuthorisationKind
{
    /// <summary>By application and decision of the committee.</summary>
    Normal,

    /// <summary>The same, in place of one that ends.</summary>
    Renewal,

    /// <summary>For some hours, without the committee; looked at afterwards.</summary>
    Emergency,

    /// <summary>存量: decided on paper before this system came, confirmed by a member of the committee.</summary>
    Existing,
}

/// <summary>Where an authorisation stands on its way (practice.md 7).</summary>
public enum AuthorisationState
{
    Applied,

    /// <summary>The department head agreed.</summary>
    Reviewed,

    /// <summary>Medical affairs verified the eligibility.</summary>
    Verified,
    BeforeCommittee,

    /// <summary>An existing one that a member of the committee has not confirmed yet.</summary>
    AwaitingConfirmation,
    Granted,
    Refused,
    Withdrawn,
}

public enum AuthorisationChangeKind
{
    Suspended,
    Resumed,
    Revoked,
}

/// <summary>What happened to a granted authorisation; it takes effect when it is recorded and is never taken back.</summary>
public sealed record AuthorisationChange(AuthorisationChangeKind Kind, DateTimeOffset At, Guid By, string Reason);

/// <summary>A granted authorisation with all that happened to it.</summary>
/// <param name="Id">Its record.</param>
/// <param name="PractitionerId">Who is authorised.</param>
/// <param name="Number">Number of the notice.</param>
/// <param name="Kind">How it came about.</param>
/// <param name="Acts">What it allows.</param>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant after it.</param>
/// <param name="GrantedAt">Since when the system knows of it.</param>
/// <param name="Changes">Suspensions, resumptions and a revocation, in order.</param>
/// <param name="Conditions">What the committee tied it to.</param>
public sealed record AuthorisationTerm(
    Guid Id,
    Guid PractitionerId,
    string Number,
    AuthorisationKind Kind,
    IReadOnlyList<PractitionerAct> Acts,
    DateTimeOffset From,
    DateTimeOffset Until,
    DateTimeOffset GrantedAt,
    IReadOnlyList<AuthorisationChange> Changes,
    string? Conditions)
{
    /// <summary>The last change that had happened at a moment and was known then.</summary>
    public AuthorisationChange? ChangeAt(DateTimeOffset at, DateTimeOffset? knownAt) => Changes.LastOrDefault(c => c.At <= at && (knownAt is null || c.At <= knownAt));

    /// <summary>True when it was in its term at a moment, neither suspended nor revoked, by what was known at <paramref name="knownAt"/>.</summary>
    public bool InForce(DateTimeOffset at, DateTimeOffset? knownAt = null) =>
        (knownAt is null || GrantedAt <= knownAt) && From <= at && at < Until && ChangeAt(at, knownAt) is null or { Kind: AuthorisationChangeKind.Resumed };
}

/// <summary>What there is of one person on one deployment.</summary>
/// <param name="Terms">Granted ones, the latest last.</param>
/// <param name="Pending">States of applications under way, with the acts asked for.</param>
public sealed record PersonAuthorisations(IReadOnlyList<AuthorisationTerm> Terms, IReadOnlyList<(AuthorisationState State, IReadOnlyList<PractitionerAct> Acts)> Pending)
{
    public static PersonAuthorisations None { get; } = new([], []);
}

/// <summary>Deployments on which a person may do an act now: by themselves, and through their technology.</summary>
public sealed record AuthorisationReach(IReadOnlyDictionary<PractitionerAct, IReadOnlySet<Guid>> Deployments)
{
    public IReadOnlySet<Guid> For(PractitionerAct act) => Deployments.TryGetValue(act, out var ids) ? ids : new HashSet<Guid>();
}

/// <summary>Reads authorisations.</summary>
public interface IAuthorisationDirectory
{
    /// <summary>Everything of a person that concerns a deployment.</summary>
    Task<PersonAuthorisations> OfPersonAsync(HengjianDbContext db, Guid practitionerId, Guid technologyId, Guid deploymentId, CancellationToken cancellationToken);

    /// <summary>Authorisations on a deployment that are in force at a moment, by what was known at <paramref name="knownAt"/>.</summary>
    Task<IReadOnlyList<AuthorisationTerm>> OfDeploymentAsync(
        HengjianDbContext db, Guid technologyId, Guid deploymentId, DateTimeOffset at, DateTimeOffset? knownAt, CancellationToken cancellationToken);

    /// <summary>Where a person may do what now.</summary>
    Task<AuthorisationReach> ReachAsync(HengjianDbContext db, Guid practitionerId, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Facts of HP-7.1.</summary>
/// <param name="PractitionerId">Who acts.</param>
/// <param name="Act">What is done.</param>
/// <param name="Gated">False where the technology is outside the specification and asks for no authorisation.</param>
/// <param name="Known">What there is of the person on the deployment.</param>
/// <param name="Periods">The person's record of work and leave, for the absence after which it is decided anew.</param>
/// <param name="KnownAt">Record time that is asked about; <c>null</c>: now.</param>
public sealed record AuthorisationFacts(
    Guid PractitionerId, PractitionerAct Act, bool Gated, PersonAuthorisations Known, IReadOnlyList<SpecialtyPeriodFact> Periods, DateTimeOffset? KnownAt = null);
