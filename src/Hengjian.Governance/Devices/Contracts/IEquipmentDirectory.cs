using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Devices.Contracts;

/// <summary>What other modules ask of the registers of equipment and consumables, in the caller's transaction.</summary>
public interface IEquipmentDirectory
{
    /// <summary>Equipment that was linked to a deployment on a day, by name.</summary>
    Task<IReadOnlyList<EquipmentFact>> OfDeploymentAsync(HengjianDbContext db, Guid deploymentId, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Instruments and consumables linked to a deployment now, as R17-3.8.1a reads them. One query that is translated once.</summary>
    Task<IReadOnlyList<LinkedDeviceFact>> LinkedDevicesAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);

    /// <summary>Kinds of rows that <see cref="LinkedDevicesAsync"/> reads: what is remembered of it is forgotten when one of them changes.</summary>
    IReadOnlyList<Type> LinkedKinds { get; }
}
