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

    public async Task<IReadOnlyList<RoleHolder>> HoldersAsync(HengjianDbContext db, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken)
    {
        var memberships = (await db.Set<Membership>().AsNoTracking().Where(m => m.EndedAt == null).ToListAsync(cancellationToken)).FindAll(m => m.Roles.Any(roles.Contains));
        var ids = memberships.ConvertAll(m => m.UserId);
        // A guest's account is kept by another institution.
        var users = await db.Set<User>().IgnoreQueryFilters().AsNoTracking().Where(u => ids.Contains(u.Id) && u.DisabledAt == null).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        return
        [
            .. memberships.Where(m => users.ContainsKey(m.UserId)).Select(m => new RoleHolder(m.UserId, users[m.UserId], m.PractitionerId, m.Roles))
                .OrderBy(h => h.Name, StringComparer.Ordinal).ThenBy(h => h.UserId),
        ];
    }
}
