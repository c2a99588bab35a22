using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Access.Contracts;

/// <summary>Which roles the account behind a practitioner's record holds.</summary>
public interface IRoleHolders
{
    /// <summary>True when the person works here and holds one of the roles.</summary>
    Task<bool> HoldsAnyAsync(HengjianDbContext db, Guid practitionerId, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken);
}
