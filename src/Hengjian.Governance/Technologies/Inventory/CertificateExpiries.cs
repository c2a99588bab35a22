using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.Governance.Technologies.Registers;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Inventory;

/// <summary>Registration certificates that end and were neither renewed nor withdrawn.</summary>
internal sealed class CertificateExpiries : IExpirySource
{
    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var all = await (
            from certificate in db.Set<RegistrationCertificate>()
            join technology in db.Set<Technology>() on certificate.TechnologyId equals technology.Id
            select new { certificate, technology.Name }).ToListAsync(cancellationToken);
        return
        [
            .. from own in all.GroupBy(a => a.certificate.TechnologyId)
               let certificates = own.Select(a => a.certificate).ToList()
               let replaced = certificates.Select(c => TechnologyViews.Renewed(c, certificates)?.Id).OfType<Guid>().ToHashSet()
               from a in own
               let c = a.certificate
               where c.ValidTo <= day && c.WithdrawnOn is null && c.RecalledOn is null && !replaced.Contains(c.Id)
               select new Expiry("registrationCertificate", c.Id, $"{a.Name} {c.Number}", c.ValidTo!.Value, $"/technologies/{c.TechnologyId:D}", Role.GovernanceOfficer),
        ];
    }
}
