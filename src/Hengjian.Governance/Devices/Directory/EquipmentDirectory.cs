using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Directory;

internal sealed class EquipmentDirectory : IEquipmentDirectory
{
    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, IAsyncEnumerable<Linked>>> Links = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid deployment) =>
            from link in db.Set<DeviceLink>().AsNoTracking()
            where link.DeploymentId == deployment && link.UnlinkedOn == null
            from equipment in db.Set<Equipment>().AsNoTracking().Where(e => e.Id == link.EquipmentId).DefaultIfEmpty()
            from consumable in db.Set<Consumable>().AsNoTracking().Where(c => c.Id == link.ConsumableId).DefaultIfEmpty()
            select new Linked(equipment, consumable)));

    public IReadOnlyList<Type> LinkedKinds { get; } = [typeof(DeviceLink), typeof(Equipment), typeof(Consumable)];

    public async Task<IReadOnlyList<LinkedDeviceFact>> LinkedDevicesAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var facts = new List<LinkedDeviceFact>();
        await foreach (var (equipment, consumable) in Links.For(db)(db, deploymentId).WithCancellation(cancellationToken))
        {
            // What is retired is used with nothing any more.
            if (equipment is { RetiredOn: null })
            {
                facts.Add(new LinkedDeviceFact(Titled(equipment), [.. equipment.Certificates.Select(Fact)], equipment.DeliveredOn, equipment.DeliveryDocument));
            }
            else if (consumable is not null)
            {
                facts.Add(new LinkedDeviceFact(consumable.Name, [.. consumable.Certificates.Select(Fact)], consumable.DeliveredOn, consumable.DeliveryDocument));
            }
        }

        return [.. facts.OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<EquipmentFact>> OfDeploymentAsync(HengjianDbContext db, Guid deploymentId, DateOnly day, CancellationToken cancellationToken)
    {
        var links = db.Set<DeviceLink>().Where(l => l.DeploymentId == deploymentId && l.LinkedOn <= day && (l.UnlinkedOn == null || l.UnlinkedOn > day));
        var rows = await db.Set<Equipment>().AsNoTracking().Where(e => links.Any(l => l.EquipmentId == e.Id)).OrderBy(e => e.Name).ThenBy(e => e.Id).ToListAsync(cancellationToken);
        return await EquipmentFacts.OfAsync(db, rows, day, cancellationToken);
    }

    private static string Titled(Equipment equipment) => equipment.Serial is null ? equipment.Name : $"{equipment.Name} {equipment.Serial}";

    private static RegistrationCertificateFact Fact(DeviceCertificate c) => new(c.Number, c.ValidFrom, c.ValidTo, c.WithdrawnOn, c.RecalledOn);

    private sealed record Linked(Equipment? Equipment, Consumable? Consumable);
}
