using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Reminders;

/// <summary>What of the registers of devices ends: upkeep that falls due, and certificates of equipment and consumables that no later one replaces.</summary>
internal sealed class DeviceExpiries : IExpirySource
{
    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var equipment = await db.Set<Equipment>().AsNoTracking().Where(e => e.RetiredOn == null).ToListAsync(cancellationToken);
        var consumables = await db.Set<Consumable>().AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. equipment.Where(e => e.AcceptedOn is not null).SelectMany(e => Upkeep(e, day)),
            .. equipment.SelectMany(e => Ending(e.Certificates, day).Select(c =>
                new Expiry("equipmentCertificate", e.Id, $"{e.Name} {c.Number}", c.ValidTo!.Value, $"/equipment/{e.Id:D}", Role.DeviceKeeper))),
            .. consumables.SelectMany(p => Ending(p.Certificates, day).Select(c =>
                new Expiry("consumableCertificate", p.Id, $"{p.Name} {c.Number}", c.ValidTo!.Value, $"/consumables/{p.Id:D}", Role.DeviceKeeper))),
        ];
    }

    private static IEnumerable<Expiry> Upkeep(Equipment equipment, DateOnly day)
    {
        foreach (var (kind, due) in new[] { ("equipmentVerification", equipment.VerificationDueOn), ("equipmentTesting", equipment.TestingDueOn), ("equipmentMaintenance", equipment.MaintenanceDueOn) })
        {
            if (due is { } last && last <= day)
            {
                var title = equipment.Serial is null ? equipment.Name : $"{equipment.Name} {equipment.Serial}";
                yield return new Expiry(kind, equipment.Id, title, last, $"/equipment/{equipment.Id:D}", Role.DeviceKeeper);
            }
        }
    }

    /// <summary>The certificate that is valid longest, where it ends by the day: an older one was replaced by it.</summary>
    private static IEnumerable<DeviceCertificate> Ending(IReadOnlyList<DeviceCertificate> certificates, DateOnly day) =>
        certificates.Where(c => c.WithdrawnOn is null && c.RecalledOn is null).OrderByDescending(c => c.ValidTo ?? DateOnly.MaxValue).Take(1).Where(c => c.ValidTo <= day);
}
