using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Finds people by the numbers that other systems know them by.</summary>
public interface IPractitionerNumbers
{
    /// <summary>
    /// The one person with this licence number (医师执业证书编码) or staff number (工号); where both are given both must be the same person's. <c>null</c>: nobody, or
    /// not one alone. Readers of studies are nobody.
    /// </summary>
    Task<Guid?> FindAsync(HengjianDbContext db, string? licenceNumber, string? staffNumber, CancellationToken cancellationToken);
}
