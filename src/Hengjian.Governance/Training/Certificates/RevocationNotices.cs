using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Certificates;

/// <summary>
/// Tells the holder's institution and the holder of a revocation. The institution is told by a notice right after the act; should the program stop between the two, the routine makes up for it.
/// The holder sees it among the own work.
/// </summary>
public sealed class RevocationNotices(IWriter writer, Database database, INotices notices, IAuthorisationReviews authorisations, TimeProvider clock) : IRoutine, IWorkSource
{
    /// <summary>How long after a revocation it is told of.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(90);

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - Fresh;
        await using var db = database.Read(institution);
        var revoked = await db.Set<TrainingCertificate>().IgnoreQueryFilters().Where(c => c.HolderInstitutionId == institution && c.RevokedAt >= since).ToListAsync(cancellationToken);
        if (revoked.Count == 0)
        {
            return;
        }

        var drafts = revoked.ConvertAll(c => new NoticeDraft(
            RevokeCertificate.NoticeKind, c.HolderPractitionerId, $"{c.HolderName} {c.Number}", $"/practitioners/{c.HolderPractitionerId:D}", Role.GovernanceOfficer, $"{RevokeCertificate.NoticeKind}:home:{c.Id:D}"));
        var raised = await notices.RaisedAsync(db, [.. drafts.Select(d => d.UniqueKey)], cancellationToken);
        if (drafts.TrueForAll(d => raised.Contains(d.UniqueKey)))
        {
            return;
        }

        await writer.WriteAsSystemAsync(
            institution,
            async (scope, ct) =>
            {
                foreach (var draft in drafts)
                {
                    await notices.RaiseAsync(scope, draft, ct);
                }
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var work = new List<WaitingWork>();
        if (caller.PractitionerId is { } person)
        {
            var since = clock.GetUtcNow() - Fresh;
            var own = await db.Set<TrainingCertificate>().IgnoreQueryFilters().CountAsync(
                c => c.RevokedAt >= since && ((c.HolderInstitutionId == caller.InstitutionId && c.HolderPractitionerId == person) || (c.InstitutionId == caller.InstitutionId && c.HolderId == person)),
                cancellationToken);
            if (own > 0)
            {
                work.Add(new WaitingWork("ownCertificateRevoked", own, "/training/archive", WorkUrgency.Overdue));
            }
        }

        if (caller.Can(Permission.CertificatesRevoke) && !caller.Is(Role.Regulator)
            && await db.Set<TrainingCertificate>().CountAsync(c => c.RevocationAskedAt != null && c.RevokedAt == null && c.RevocationAskedBy != caller.Id, cancellationToken) is > 0 and var asked)
        {
            work.Add(new WaitingWork("revocationsToDecide", asked, "/training/certificates?standing=revocationAsked", WorkUrgency.Due));
        }

        return work;
    }

    /// <summary>Tells the institution of the holder of one certificate at once, and of the authorisations there and at the base that rested on it.</summary>
    internal async Task TellAsync(Guid institution, Guid certificate, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var home = await db.Set<TrainingCertificate>().Where(c => c.Id == certificate).Select(c => c.HolderInstitutionId).FirstAsync(cancellationToken);
        await RunAsync(home, cancellationToken);
        foreach (var place in new[] { home, institution }.Distinct())
        {
            await authorisations.FollowAsync(place, cancellationToken);
        }
    }
}
