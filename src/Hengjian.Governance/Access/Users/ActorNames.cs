using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Users;

internal sealed class ActorNames(Database database) : IActorNames
{
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(Guid institution, IReadOnlyCollection<string> actorIds, CancellationToken cancellationToken)
    {
        var ids = actorIds.Select(a => Guid.TryParse(a, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().ToList();
        await using var db = database.Read(institution);
        // Whoever acted here is named, also a guest whose account another institution keeps.
        var users = await db.Set<User>().IgnoreQueryFilters().Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.DisplayName }).ToListAsync(cancellationToken);
        var tokens = users.Count == ids.Count ? [] : await db.Set<ApiToken>().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToListAsync(cancellationToken);
        return users.Select(u => (u.Id, Name: u.DisplayName)).Concat(tokens.Select(t => (t.Id, t.Name))).ToDictionary(a => a.Id.ToString("D"), a => a.Name);
    }
}
