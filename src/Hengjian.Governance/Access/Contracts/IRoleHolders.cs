using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Access.Contracts;

/// <summary>A person who works here, with the roles held.</summary>
/// <param name="PractitionerId">The record of health professional; null where there is none.</param>
public sealed record RoleHolder(Guid UserId, string Name, Guid? PractitionerId, IReadOnlyList<Role> Roles);

/// <summary>Which roles the account behind a practitioner's record holds.</summary>
public interface IRoleHolders
{
    /// <summary>True when the person works here and holds one of the roles.</summary>
    Task<bool> HoldsAnyAsync(HengjianDbContext db, Guid practitionerId, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken);

    /// <summary>Everybody who works here, can sign in and holds one of the roles, by name.</summary>
    Task<IReadOnlyList<RoleHolder>> HoldersAsync(HengjianDbContext db, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken);
}
