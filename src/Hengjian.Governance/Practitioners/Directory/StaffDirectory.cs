using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Directory;

internal sealed class StaffDirectory : IStaffDirectory
{
    public async Task<IReadOnlyList<StaffMember>> AllAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Practitioner>().AsNoTracking().Where(p => !p.StudyReader).OrderBy(p => p.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(p => new StaffMember(p.Id, p.Name, p.DepartmentId, PractitionerDirectory.FactsOf(p)));
    }
}
