using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Agreements.Domain;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Agreements.Directory;

/// <summary>An institution has a handful of agreements: they are read whole and judged here.</summary>
internal sealed class AgreementDirectory(
    Database database, IRemotePractitioners practitioners, IDeploymentDirectory deployments, IInstitutionRegister institutions, TimeProvider clock) : IAgreementDirectory
{
    public async Task<IReadOnlyList<AgreementFact>> OfDeploymentAsync(HengjianDbContext db, Guid technologyId, Guid deploymentId, CancellationToken cancellationToken) =>
        [.. (await AcceptedAsync(db, cancellationToken)).Select(a => a.Fact(a.Covers(technologyId, deploymentId)))];

    public async Task<IReadOnlyList<RemoteReach>> ReachAsync(HengjianDbContext db, Guid practitionerId, DateTimeOffset at, bool former, CancellationToken cancellationToken)
    {
        var home = await practitioners.HomeOfAsync(db, practitionerId, cancellationToken);
        var reaches = new List<RemoteReach>();
        foreach (var agreement in (await AcceptedAsync(db, cancellationToken)).Where(a => a.PartnerId == home && (a.InForce(at) || (former && Over(a, at) is not null))))
        {
            var covered = agreement.Deployments.Concat((await deployments.OfTechnologiesAsync(db, agreement.Technologies, cancellationToken)).Select(d => d.Deployment)).ToHashSet();
            reaches.AddRange(agreement.Acts.Select(act => new RemoteReach(act, covered, agreement.Readers.Any(r => r.PractitionerId == practitionerId), EndFor(agreement, practitionerId, at))));
        }

        return [.. reaches.Where(r => former || r.EndedAt is null)];
    }

    public async Task<IReadOnlyList<RemoteSeat>> SeatsAsync(Caller physician, bool former, CancellationToken cancellationToken)
    {
        if (physician is not { Kind: CallerKind.User, PractitionerId: { } self, RemoteFrom: null } || !(physician.Is(Role.Physician) || physician.Is(Role.Clinician)))
        {
            return [];
        }

        await using var home = database.Read(physician.InstitutionId);
        var seats = new List<RemoteSeat>();
        foreach (var standIn in await practitioners.OfAsync(home, physician.InstitutionId, self, cancellationToken))
        {
            await using var db = database.Read(standIn.InstitutionId);
            var acts = (await ReachAsync(db, standIn.PractitionerId, clock.GetUtcNow(), former, cancellationToken)).Select(r => r.Act).ToHashSet();
            var roles = new HashSet<Role>();
            if (acts.Contains(PractitionerAct.Opinion) && physician.Is(Role.Physician))
            {
                roles.Add(Role.Physician);
            }

            if (acts.Contains(PractitionerAct.FinalDiagnosis) && physician.Is(Role.Clinician))
            {
                roles.Add(Role.Clinician);
            }

            if (roles.Count > 0)
            {
                var asking = await institutions.FindAsync(standIn.InstitutionId, cancellationToken);
                seats.Add(new RemoteSeat(
                    physician with { InstitutionId = standIn.InstitutionId, PractitionerId = standIn.PractitionerId, Roles = roles, RemoteFrom = physician.InstitutionId },
                    asking?.Name ?? "",
                    asking?.UnifiedSocialCreditCode));
            }
        }

        return seats;
    }

    private static async Task<List<Agreement>> AcceptedAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        await db.Set<Agreement>().AsNoTracking().Where(a => a.State == AgreementState.Accepted).OrderBy(a => a.Id).ToListAsync(cancellationToken);

    /// <summary>When an agreement was over at a moment: ended by a side, or by its term; null: it is not.</summary>
    private static DateTimeOffset? Over(Agreement agreement, DateTimeOffset at)
    {
        var end = ShanghaiDay.Start(agreement.EndsOn.AddDays(1));
        var over = agreement.EndedAt is { } ended && ended < end ? ended : end;
        return over <= at ? over : null;
    }

    /// <summary>The same for one reader, who may have been struck from the list before.</summary>
    private static DateTimeOffset? EndFor(Agreement agreement, Guid practitioner, DateTimeOffset at)
    {
        var struck = agreement.Readers.LastOrDefault(r => r.PractitionerId == practitioner) is { RemovedAt: { } removed } && removed <= at ? removed : (DateTimeOffset?)null;
        return Over(agreement, at) is { } over ? (struck < over ? struck : over) : struck;
    }
}
