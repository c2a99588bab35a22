using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Users;

/// <summary>A person's account as the institution's security administrator sees it.</summary>
/// <param name="Version">Version of the membership, the ETag of the roles.</param>
/// <param name="IsHome">False for a person whose account is kept by another institution: here only roles can be changed and the membership ended.</param>
/// <param name="DisabledAt">When the account was disabled, or the membership ended.</param>
/// <param name="LockedUntil">End of a lock-out after failures; null when there is none.</param>
/// <param name="HasPassword">False while the invitation has not been used.</param>
public sealed record UserView(
    Guid Id, string UserName, string DisplayName, IReadOnlyList<Role> Roles, Guid? PractitionerId, bool IsHome, bool TwoFactorEnabled, bool HasPassword,
    DateTimeOffset CreatedAt, DateTimeOffset ActiveAt, DateTimeOffset? DisabledAt, DateTimeOffset? LockedUntil, long Version)
{
    /// <summary>The row that holds the roles.</summary>
    public Guid MembershipId { get; init; }
}

/// <summary>Lists the people of an institution.</summary>
public sealed class UserDirectory
{
    private readonly Database _database;
    private readonly TimeProvider _clock;

    internal UserDirectory(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <param name="search">Part of the sign-in or display name, or null.</param>
    public async Task<Page<UserView>> ListAsync(Caller caller, string? search, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var query = Joined(db);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var normalized = search.Trim().ToUpperInvariant();
            var text = search.Trim();
            query = query.Where(r => r.User.NormalizedUserName.Contains(normalized) || r.User.DisplayName.Contains(text));
        }

        var total = await query.CountAsync(cancellationToken);
        var rows = await query.OrderBy(r => r.User.NormalizedUserName).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<UserView>([.. rows.Select(View)], total);
    }

    public async Task<UserView?> FindAsync(Caller caller, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var row = await Joined(db).FirstOrDefaultAsync(r => r.User.Id == userId, cancellationToken);
        return row is null ? null : View(row);
    }

    private sealed class Row
    {
        public required Membership Membership { get; init; }

        public required User User { get; init; }
    }

    private static IQueryable<Row> Joined(HengjianDbContext db) =>
        from membership in db.Set<Membership>()
        join user in db.Set<User>().IgnoreQueryFilters() on membership.UserId equals user.Id
        where membership.InstitutionId == db.InstitutionId
        select new Row { Membership = membership, User = user };

    private UserView View(Row row)
    {
        var (membership, user) = (row.Membership, row.User);
        var now = _clock.GetUtcNow();
        return new UserView(
            user.Id, user.UserName, user.DisplayName, membership.Roles, membership.PractitionerId, user.InstitutionId == membership.InstitutionId,
            user.TwoFactorEnabled, user.PasswordHash is not null, user.CreatedAt, user.ActiveAt,
            user.DisabledAt ?? membership.EndedAt, user.LockoutEnd > now ? user.LockoutEnd : null, membership.Version) { MembershipId = membership.Id };
    }
}
