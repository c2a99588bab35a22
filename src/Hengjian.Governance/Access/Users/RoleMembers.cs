using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Users;

internal sealed class RoleMembers : IRoleMembers
{
    public async Task<IReadOnlyList<RoleMember>> OfAsync(HengjianDbContext db, Role role, CancellationToken cancellationToken)
    {
        var members = await (
            from membership in db.Set<Membership>().AsNoTracking()
            where membership.EndedAt == null
            join user in db.Set<User>().AsNoTracking().IgnoreQueryFilters() on membership.UserId equals user.Id
            select new { membership, user.DisplayName }).ToListAsync(cancellationToken);
        return
        [
            .. members.Where(m => m.membership.InstitutionId == db.InstitutionId && m.membership.Roles.Contains(role))
                .Select(m => new RoleMember(m.membership.UserId, m.DisplayName, m.membership.PractitionerId))
                .OrderBy(m => m.Name, StringComparer.Ordinal),
        ];
    }
}
