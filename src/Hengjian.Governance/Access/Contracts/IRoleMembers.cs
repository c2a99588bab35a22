using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Access.Contracts;

/// <summary>A person who holds a role here.</summary>
public sealed record RoleMember(Guid UserId, string Name, Guid? PractitionerId);

/// <summary>Who holds a role in an institution now.</summary>
public interface IRoleMembers
{
    /// <summary>Everybody whose membership is in force and holds the role, by name.</summary>
    Task<IReadOnlyList<RoleMember>> OfAsync(HengjianDbContext db, Role role, CancellationToken cancellationToken);
}
