using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Remote;

/// <summary>Reads the own records behind stand-ins.</summary>
internal static class StandIns
{
    /// <summary>The own record's facts under the stand-in's id.</summary>
    public static PractitionerFacts Facts(Practitioner standIn, PractitionerFacts own) => own with
    {
        Id = standIn.Id,
        Home = new HomeRecord(standIn.HomeInstitutionId!.Value, standIn.HomePractitionerId!.Value, standIn.HomeInstitution ?? ""),
    };

    /// <summary>The own records by the stand-ins' ids.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Practitioner>> HomesAsync(HengjianDbContext db, IEnumerable<Practitioner> rows, CancellationToken cancellationToken)
    {
        var standIns = rows.Where(r => r.HomePractitionerId is not null).ToList();
        if (standIns.Count == 0)
        {
            return new Dictionary<Guid, Practitioner>();
        }

        var ids = standIns.ConvertAll(s => s.HomePractitionerId!.Value);
        var own = (await db.Set<Practitioner>().IgnoreQueryFilters().AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(cancellationToken)).ToDictionary(p => (p.InstitutionId, p.Id));
        return standIns.Where(s => own.ContainsKey((s.HomeInstitutionId!.Value, s.HomePractitionerId!.Value)))
            .ToDictionary(s => s.Id, s => own[(s.HomeInstitutionId!.Value, s.HomePractitionerId!.Value)]);
    }

    /// <summary>Shows rows that are only read as the own records have them; numbers of identity stay at home.</summary>
    public static async Task FillAsync(HengjianDbContext db, IReadOnlyList<Practitioner> rows, CancellationToken cancellationToken)
    {
        var homes = await HomesAsync(db, rows, cancellationToken);
        foreach (var row in rows.Where(r => homes.ContainsKey(r.Id)))
        {
            var own = homes[row.Id];
            (row.Kind, row.Title, row.LicenceNumber, row.Details) = (own.Kind, own.Title, own.LicenceNumber, own.Details);
        }
    }
}
