using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Institutions.Contracts;

/// <summary>What other modules ask about departments.</summary>
public interface IDepartmentDirectory
{
    Task<bool> ExistsAsync(HengjianDbContext db, Guid department, CancellationToken cancellationToken);
}
