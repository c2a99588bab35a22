using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Directory;

internal sealed class PractitionerAbsences : IPractitionerAbsences
{
    public async Task<IReadOnlyDictionary<Guid, PractitionerAway>> AwayAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, DateOnly day, CancellationToken cancellationToken)
    {
        if (practitionerIds.Count == 0)
        {
            return new Dictionary<Guid, PractitionerAway>();
        }

        var rows = await db.Set<Practitioner>().AsNoTracking().Where(p => practitionerIds.Contains(p.Id)).ToListAsync(cancellationToken);
        return rows.Select(p => Away(p, day)).OfType<PractitionerAway>().ToDictionary(a => a.Id);
    }

    private static PractitionerAway? Away(Practitioner row, DateOnly day) =>
        row.Details.AllDepartures().FirstOrDefault(d => d.Contains(day)) is { } left ? new PractitionerAway(row.Id, row.Name, true, left)
        : row.Details.AllSuspensions().FirstOrDefault(s => s.Contains(day)) is { } suspended ? new PractitionerAway(row.Id, row.Name, false, suspended)
        : null;
}
