using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Users;

internal sealed class AccountOwners : IAccountOwners
{
    public async Task<IReadOnlyList<AccountOwner>> AllAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var memberships = await db.Set<Membership>().AsNoTracking().ToListAsync(cancellationToken);
        var ids = memberships.ConvertAll(m => m.UserId);
        // A guest's account is kept by another institution.
        var users = await db.Set<User>().IgnoreQueryFilters().AsNoTracking().Where(u => ids.Contains(u.Id))
            .Select(u => new { u.Id, u.DisplayName, u.DisabledAt }).ToDictionaryAsync(u => u.Id, cancellationToken);
        return
        [
            .. memberships.Where(m => users.ContainsKey(m.UserId))
                .Select(m => new AccountOwner(m.UserId, users[m.UserId].DisplayName, m.PractitionerId, m.Roles, m.EndedAt ?? users[m.UserId].DisabledAt))
                .OrderBy(o => o.Name, StringComparer.Ordinal).ThenBy(o => o.UserId),
        ];
    }
}
