using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Certificates;

/// <summary>Which certificates the bases of this installation gave.</summary>
internal sealed class CertificateBook(ITrainingBases bases) : ITrainingCertificates
{
    /// <summary>Numbers in one query: both databases bound the parameters of a command.</summary>
    private const int AtOnce = 500;

    public async Task<GivenCertificates> KnownAsync(HengjianDbContext db, IReadOnlyCollection<TrainingFact> typed, CancellationToken cancellationToken)
    {
        var named = new HashSet<Guid>();
        foreach (var id in typed.Select(t => t.BaseId).OfType<Guid>().Distinct())
        {
            if (await bases.FindAsync(db, id, cancellationToken) is not null)
            {
                named.Add(id);
            }
        }

        var written = typed.Select(t => t.CertificateNumber).OfType<string>().Distinct().Select(n => (Typed: n, Number: CertificateNumber.Read(n))).Where(n => n.Number is not null).ToList();
        var found = new Dictionary<string, GivenCertificate>(StringComparer.Ordinal);
        foreach (var some in written.Select(n => n.Number!).Distinct().Chunk(AtOnce))
        {
            var rows = await db.Set<TrainingCertificate>().IgnoreQueryFilters().AsNoTracking().Where(c => some.Contains(c.Number))
                .Select(c => new GivenCertificate(c.Number, c.BaseId, c.HolderInstitutionId, c.HolderPractitionerId)).ToListAsync(cancellationToken);
            rows.ForEach(r => found[r.Number] = r);
        }

        return new GivenCertificates(named, written.Where(n => found.ContainsKey(n.Number!)).ToDictionary(n => n.Typed, n => found[n.Number!]));
    }
}
