using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Practitioners.Remote;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Directory;

internal sealed class StaffDirectory : IStaffDirectory
{
    public async Task<IReadOnlyList<StaffMember>> AllAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Practitioner>().AsNoTracking().Where(p => !p.StudyReader).OrderBy(p => p.Id).ToListAsync(cancellationToken);
        var homes = await StandIns.HomesAsync(db, rows, cancellationToken);

        // A remote reader works in no department here, whatever department asks for the reading.
        return
        [
            .. rows.Where(p => p.HomePractitionerId is null).Select(p => new StaffMember(p.Id, p.Name, p.DepartmentId, PractitionerDirectory.FactsOf(p))),
            .. rows.Where(p => homes.ContainsKey(p.Id)).Select(p => new StaffMember(p.Id, p.Name, null, StandIns.Facts(p, PractitionerDirectory.FactsOf(homes[p.Id])))),
        ];
    }
}
