using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Remote;

/// <summary>Cases read for another institution under agreements.</summary>
public sealed record RemoteVolume(Guid InstitutionId, string Institution, int Cases);

/// <summary>What a person has read: cases of the own institution, and those of others, which are the others' cases and count to the person alone.</summary>
public sealed record ReaderVolume(int Own, IReadOnlyList<RemoteVolume> Remote)
{
    public int Total => Own + Remote.Sum(r => r.Cases);
}

/// <summary>
/// Reading volumes of people. A case is counted once a reader and stays its institution's: what a reader did elsewhere is added to the reader's own figure, marked, and never to
/// the case figures of the reader's institution, so that sums over institutions count each case once.
/// </summary>
public sealed class ReadingVolumes(Database database, IRemotePractitioners practitioners, IInstitutionRegister institutions, IReadingVolumes counts)
{
    /// <summary>Null where the caller's institution has no such person, or only a record that stands in for another institution's.</summary>
    public async Task<ReaderVolume?> OfAsync(Caller caller, Guid practitionerId, DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await practitioners.PhysicianAsync(db, caller.InstitutionId, practitionerId, cancellationToken) is null)
        {
            return null;
        }

        var own = await counts.OfAsync(db, [practitionerId], from, to, cancellationToken);
        var remote = new List<RemoteVolume>();
        foreach (var standIn in await practitioners.OfAsync(db, caller.InstitutionId, practitionerId, cancellationToken))
        {
            await using var there = database.Read(standIn.InstitutionId);
            var read = (await counts.OfAsync(there, [standIn.PractitionerId], from, to, cancellationToken)).GetValueOrDefault(standIn.PractitionerId);
            if (read > 0)
            {
                remote.Add(new RemoteVolume(standIn.InstitutionId, (await institutions.FindAsync(standIn.InstitutionId, cancellationToken))?.Name ?? "", read));
            }
        }

        return new ReaderVolume(own.GetValueOrDefault(practitionerId), remote);
    }
}

/// <summary>Counts from the opinions themselves.</summary>
internal sealed class OpinionCounts : IReadingVolumes
{
    public async Task<IReadOnlyDictionary<Guid, int>> OfAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        if (practitionerIds.Count == 0)
        {
            return new Dictionary<Guid, int>();
        }

        return await Signed(db, practitionerIds, from, to).Select(o => new { o.PractitionerId, o.CaseId }).Distinct().GroupBy(o => o.PractitionerId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, int>> OnAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, IReadOnlyCollection<Guid> deploymentIds, CancellationToken cancellationToken)
    {
        if (practitionerIds.Count == 0 || deploymentIds.Count == 0)
        {
            return new Dictionary<Guid, int>();
        }

        var cases = db.Set<Case>().AsNoTracking().Where(c => deploymentIds.Contains(c.DeploymentId) && c.State != CaseState.Cancelled).Select(c => c.Id);
        return await Signed(db, practitionerIds, null, null).Where(o => !o.Provisional && cases.Contains(o.CaseId)).Select(o => new { o.PractitionerId, o.CaseId }).Distinct()
            .GroupBy(o => o.PractitionerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    public async Task<int> CasesAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, DateOnly? from, DateOnly? to, CancellationToken cancellationToken) =>
        practitionerIds.Count == 0 ? 0 : await Signed(db, practitionerIds, from, to).Select(o => o.CaseId).Distinct().CountAsync(cancellationToken);

    private static IQueryable<Opinion> Signed(HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, DateOnly? from, DateOnly? to)
    {
        var opinions = db.Set<Opinion>().AsNoTracking().Where(o => practitionerIds.Contains(o.PractitionerId) && (o.SignatureId != null || o.ObservedActId != null) && !o.Draft);
        if (from is { } first)
        {
            var start = ShanghaiDay.Start(first);
            opinions = opinions.Where(o => o.SignedAt >= start);
        }

        if (to is { } last)
        {
            var end = ShanghaiDay.Start(last.AddDays(1));
            opinions = opinions.Where(o => o.SignedAt < end);
        }

        return opinions;
    }
}
