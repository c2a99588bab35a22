using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Authorisations.Domain;

/// <summary>授权: what a practitioner may do with a technology, from the application to the notice and what came after.</summary>
[KeepsHistory]
internal sealed class Authorisation : GovernedRow
{
    public Guid PractitionerId { get; set; }

    public Guid TechnologyId { get; set; }

    public Guid DeploymentId { get; set; }

    /// <summary>It covers every deployment of the technology, not only the one that it was asked for.</summary>
    public bool WholeTechnology { get; set; }

    public bool MayOperate { get; set; }

    public bool MayOpine { get; set; }

    public bool MayConclude { get; set; }

    public AuthorisationKind Kind { get; set; }

    public AuthorisationState State { get; set; }

    /// <summary>Why it is asked for.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Months asked for; 0 for emergencies and existing ones.</summary>
    public int Months { get; set; }

    public Guid AppliedBy { get; set; }

    public DateTimeOffset AppliedAt { get; set; }

    public Guid? ReviewedBy { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    public string? ReviewNote { get; set; }

    public Guid? VerifiedBy { get; set; }

    public DateTimeOffset? VerifiedAt { get; set; }

    public string? VerificationNote { get; set; }

    /// <summary>Eligibility as medical affairs found it.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    /// <summary>Authorisations that were put to the committee together.</summary>
    public Guid? BatchId { get; set; }

    public Guid? MotionId { get; set; }

    /// <summary>Number of the notice, <c>SQ-yyyy-nnnn</c>, or that of the paper for an existing one.</summary>
    public string? Number { get; set; }

    public DateTimeOffset? GrantedAt { get; set; }

    public DateTimeOffset? From { get; set; }

    public DateTimeOffset? Until { get; set; }

    public string? Conditions { get; set; }

    /// <summary>Who confirmed an existing one for the committee, or looked at an emergency afterwards.</summary>
    public Guid? ConfirmedBy { get; set; }

    /// <summary>Suspensions, resumptions and the revocation, in order.</summary>
    public IReadOnlyList<AuthorisationChange> Changes { get; set; } = [];

    /// <summary>Set while it is suspended; repeats the last change for queries.</summary>
    public DateTimeOffset? SuspendedAt { get; set; }

    /// <summary>Set once it is revoked; repeats the last change for queries.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    public Guid? RenewsId { get; set; }

    /// <summary>Title when it was granted; another one now asks for a new decision.</summary>
    public ProfessionalTitle? TitleAtGrant { get; set; }

    /// <summary>Department when it was granted; another one now asks for a new decision.</summary>
    public Guid? DepartmentAtGrant { get; set; }

    public IReadOnlyList<PractitionerAct> Acts =>
    [
        .. MayOperate ? [PractitionerAct.Operate] : Array.Empty<PractitionerAct>(),
        .. MayOpine ? [PractitionerAct.Opinion] : Array.Empty<PractitionerAct>(),
        .. MayConclude ? [PractitionerAct.FinalDiagnosis] : Array.Empty<PractitionerAct>(),
    ];

    public void Allow(IReadOnlyCollection<PractitionerAct> acts) =>
        (MayOperate, MayOpine, MayConclude) = (acts.Contains(PractitionerAct.Operate), acts.Contains(PractitionerAct.Opinion), acts.Contains(PractitionerAct.FinalDiagnosis));

    /// <summary>The granted term; null before the grant.</summary>
    public AuthorisationTerm? Term() => State == AuthorisationState.Granted
        ? new AuthorisationTerm(Id, PractitionerId, Number!, Kind, Acts, From!.Value, Until!.Value, GrantedAt!.Value, Changes, Conditions)
        : null;
}
