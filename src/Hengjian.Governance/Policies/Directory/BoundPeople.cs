using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Domain;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Policies.Directory;

/// <summary>Whom policies bind: who holds their roles now, and for a department's policy works there.</summary>
internal sealed class BoundPeople(IRoleHolders holders, IPractitionerDirectory practitioners)
{
    /// <summary>The people bound by each policy, by policy id, by name.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<RoleHolder>>> OfAsync(HengjianDbContext db, IReadOnlyCollection<Policy> policies, CancellationToken cancellationToken)
    {
        var roles = policies.SelectMany(p => p.AllBoundRoles).Distinct().ToList();
        var people = roles.Count == 0 ? [] : await holders.HoldersAsync(db, roles, cancellationToken);
        var departments = new Dictionary<Guid, IReadOnlySet<Guid>>();
        var bound = new Dictionary<Guid, IReadOnlyList<RoleHolder>>();
        foreach (var policy in policies)
        {
            var needed = policy.AllBoundRoles.ToHashSet();
            var ofPolicy = people.Where(p => p.Roles.Any(needed.Contains));
            if (policy is { Scope: PolicyScope.Department, ScopeId: { } department })
            {
                if (!departments.TryGetValue(department, out var staff))
                {
                    departments[department] = staff = await practitioners.InDepartmentAsync(db, department, cancellationToken);
                }

                ofPolicy = ofPolicy.Where(p => p.PractitionerId is { } id && staff.Contains(id));
            }

            bound[policy.Id] = [.. ofPolicy];
        }

        return bound;
    }
}
