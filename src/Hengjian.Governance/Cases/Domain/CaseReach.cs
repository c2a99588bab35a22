using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Finds how far a caller's sight reaches (decisions.md 8): the one predicate that lists, pages, files, exports and counts share. Outside it a case is absent.</summary>
public sealed class CaseReaches(IAuthorisationDirectory authorisations, IAgreementDirectory agreements, TimeProvider clock)
{
    /// <param name="acting">True for an act: a remote reader whose agreement has ended is then refused by the clause on cases that were within reach, and not by silence.</param>
    internal async Task<CaseReach> OfAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken, bool acting = false)
    {
        if (CaseReach.IsWhole(caller) || caller.PractitionerId is not { } self || !(caller.Is(Role.Physician) || caller.Is(Role.Clinician)))
        {
            return new CaseReach(caller, null);
        }

        var authorised = await authorisations.ReachAsync(db, self, clock.GetUtcNow(), cancellationToken);
        if (caller.RemoteFrom is null)
        {
            return new CaseReach(caller, authorised);
        }

        var reaches = (await agreements.ReachAsync(db, self, clock.GetUtcNow(), acting, cancellationToken))
            .Select(r => r.Named ? r : r with { Deployments = r.Deployments.Intersect(authorised.For(r.Act)).ToHashSet() });
        return new CaseReach(caller, authorised, new RemoteCaseReach([.. reaches], acting));
    }
}

/// <summary>Cases that agreements open to a remote reader: of the deployments that they cover and, save for an act, only while somebody may still have to read or conclude.</summary>
internal sealed class RemoteCaseReach(IReadOnlyList<RemoteReach> reaches, bool acting)
{
    private static readonly CaseState[] UnderWay =
        [CaseState.Indicated, CaseState.Analysed, CaseState.Reading, CaseState.Provisional, CaseState.Disagreed, CaseState.OpinionIssued];

    private readonly List<Guid> _covered = [.. reaches.Where(r => r.EndedAt is null).SelectMany(r => r.Deployments).Distinct()];

    public IQueryable<Case> Within(IQueryable<Case> cases) => cases.Where(c => _covered.Contains(c.DeploymentId) && UnderWay.Contains(c.State));

    public bool Covers(Case subject) =>
        (acting || UnderWay.Contains(subject.State)) && reaches.Any(r => r.Deployments.Contains(subject.DeploymentId) && (r.EndedAt is null || subject.RegisteredAt < r.EndedAt));
}

/// <summary>
/// Which cases a caller may see. Physicians see cases that name them as reader and the pool of the deployments that they are authorised for; clinicians those that name
/// them as clinician and unnamed ones of the deployments on which they may conclude.
/// </summary>
internal sealed class CaseReach(Caller caller, AuthorisationReach? authorised, RemoteCaseReach? remote = null)
{
    private static readonly Role[] InstitutionWide =
    [
        Role.GovernanceOfficer, Role.Operator, Role.QualityOfficer, Role.FollowUpStaff, Role.DepartmentHead, Role.DepartmentQualityMember,
    ];

    private readonly List<Guid> _reads = caller.Is(Role.Physician) ? [.. authorised?.For(PractitionerAct.Opinion) ?? new HashSet<Guid>()] : [];
    private readonly List<Guid> _concludes = caller.Is(Role.Clinician) ? [.. authorised?.For(PractitionerAct.FinalDiagnosis) ?? new HashSet<Guid>()] : [];

    public static bool IsWhole(Caller caller) => caller.Kind == CallerKind.System || InstitutionWide.Any(caller.Is);

    /// <summary>Cases within the caller's scope.</summary>
    public IQueryable<Case> Visible(IQueryable<Case> cases)
    {
        if (IsWhole(caller))
        {
            return cases;
        }

        if (caller.PractitionerId is not { } self)
        {
            return cases.Where(c => false);
        }

        cases = remote?.Within(cases) ?? cases;

        // Ids are of one length, so containment in the list of named readers is membership.
        var text = self.ToString("D");
        return (caller.Is(Role.Physician), caller.Is(Role.Clinician)) switch
        {
            (true, true) => cases.Where(c => c.StudyKey == null && (
                (c.NamedReaders == "" && _reads.Contains(c.DeploymentId)) || c.NamedReaders.Contains(text)
                || (c.ClinicianId == null && _concludes.Contains(c.DeploymentId)) || c.ClinicianId == self)),
            (true, false) => cases.Where(c => c.StudyKey == null && ((c.NamedReaders == "" && _reads.Contains(c.DeploymentId)) || c.NamedReaders.Contains(text))),
            (false, true) => cases.Where(c => c.StudyKey == null && ((c.ClinicianId == null && _concludes.Contains(c.DeploymentId)) || c.ClinicianId == self)),
            _ => cases.Where(c => false),
        };
    }

    /// <summary>The same question about one case at hand.</summary>
    public bool Sees(Case subject) =>
        caller.Kind != CallerKind.User
        || IsWhole(caller)
        || (subject.StudyKey is null && remote?.Covers(subject) != false && caller.PractitionerId is { } self && (
            (caller.Is(Role.Physician) && (subject.NamedReaders.Length == 0 ? _reads.Contains(subject.DeploymentId) : IsReader(subject, self)))
            || (caller.Is(Role.Clinician) && (subject.ClinicianId is null ? _concludes.Contains(subject.DeploymentId) : subject.ClinicianId == self))));

    /// <summary>True when the practitioner may read the case: named, or nobody is and it lies in the pool.</summary>
    public static bool IsReader(Case subject, Guid practitioner) =>
        subject.NamedReaders.Length == 0 || subject.NamedReaders.Contains(practitioner.ToString("D"), StringComparison.Ordinal);

    public static bool IsClinician(Case subject, Guid practitioner) => subject.ClinicianId is null || subject.ClinicianId == practitioner;
}
