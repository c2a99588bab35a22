using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Institutions.Contracts;

/// <summary>What other modules ask about departments.</summary>
public interface IDepartmentDirectory
{
    Task<bool> ExistsAsync(HengjianDbContext db, Guid department, CancellationToken cancellationToken);

    /// <summary>Names of every department by id.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(HengjianDbContext db, CancellationToken cancellationToken);
}
