using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Institutions.Registers;

/// <summary>The practice licence of the institution ends.</summary>
internal sealed class InstitutionExpiries : IExpirySource
{
    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken) =>
        await db.Set<Institution>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == db.InstitutionId, cancellationToken) is { LicenceTo: { } last } institution && last <= day
            ? [new Expiry("institutionLicence", institution.Id, $"{institution.Name} {institution.LicenceNumber}".TrimEnd(), last, $"/institutions/{institution.Id:D}", Role.GovernanceOfficer)]
            : [];
}
