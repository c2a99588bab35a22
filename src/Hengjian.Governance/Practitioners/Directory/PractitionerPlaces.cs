using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Directory;

internal sealed class PractitionerPlaces : IPractitionerPlaces
{
    public async Task<IReadOnlyDictionary<Guid, PractitionerPlace>> FindAsync(HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, CancellationToken cancellationToken) =>
        practitionerIds.Count == 0
            ? new Dictionary<Guid, PractitionerPlace>()
            : await db.Set<Practitioner>().AsNoTracking().Where(p => practitionerIds.Contains(p.Id) && !p.StudyReader)
                .Select(p => new PractitionerPlace(p.Id, p.Name, p.Kind, p.Title, p.DepartmentId)).ToDictionaryAsync(p => p.Id, cancellationToken);
}
