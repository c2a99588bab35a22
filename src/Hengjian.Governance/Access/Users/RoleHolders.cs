using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Users;

internal sealed class RoleHolders : IRoleHolders
{
    public async Task<bool> HoldsAnyAsync(HengjianDbContext db, Guid practitionerId, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken)
    {
        var memberships = await db.Set<Membership>().AsNoTracking().Where(m => m.PractitionerId == practitionerId && m.EndedAt == null).ToListAsync(cancellationToken);
        return memberships.Exists(m => m.Roles.Any(roles.Contains));
    }
}
