using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Directory;

internal sealed class SignerNumbers : IPractitionerNumbers
{
    public async Task<Guid?> FindAsync(HengjianDbContext db, string? licenceNumber, string? staffNumber, CancellationToken cancellationToken)
    {
        if (licenceNumber is null && staffNumber is null)
        {
            return null;
        }

        var found = await db.Set<Practitioner>().AsNoTracking()
            .Where(p => !p.StudyReader && (licenceNumber == null || p.LicenceNumber == licenceNumber) && (staffNumber == null || p.StaffNumber == staffNumber))
            .Select(p => p.Id).Take(2).ToListAsync(cancellationToken);
        return found.Count == 1 ? found[0] : null;
    }
}
