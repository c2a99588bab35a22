using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Access.Contracts;

/// <summary>A person with an account here, in use or closed.</summary>
/// <param name="ClosedAt">When the account was closed or the membership ended; null: in use.</param>
public sealed record AccountOwner(Guid UserId, string Name, Guid? PractitionerId, IReadOnlyList<Role> Roles, DateTimeOffset? ClosedAt);

/// <summary>Everybody who has or had an account in an institution.</summary>
public interface IAccountOwners
{
    /// <summary>By name; those whose account is closed are among them.</summary>
    Task<IReadOnlyList<AccountOwner>> AllAsync(HengjianDbContext db, CancellationToken cancellationToken);
}
