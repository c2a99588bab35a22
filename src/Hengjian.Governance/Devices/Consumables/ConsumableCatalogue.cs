using Hengjian.Governance.Devices.Directory;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Consumables;

/// <summary>Keeps the catalogue of consumables.</summary>
public sealed class ConsumableCatalogue(IWriter writer, IDeploymentDirectory deployments)
{
    public Task<Outcome<Created>> RegisterAsync(ConsumableRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var consumable = new Consumable { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now };
                if (await FillAsync(consumable, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Add(consumable);
                scope.Record("consumable.registered", nameof(Consumable), consumable.Id);
                return new Created(consumable.Id);
            },
            cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, ConsumableRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Consumable>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } consumable)
                {
                    return new NotFound("consumable");
                }

                if (consumable.Version != version)
                {
                    return new Stale(version, consumable.Version);
                }

                if (await FillAsync(consumable, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                var entry = scope.Db.Entry(consumable);
                if (entry.State == EntityState.Unchanged)
                {
                    entry.State = EntityState.Modified;
                }

                scope.Record("consumable.changed", nameof(Consumable), id);
                return new Changed(id, version + 1);
            },
            cancellationToken);

    private async Task<Refusal?> FillAsync(Consumable consumable, ConsumableRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        var errors = new FieldErrors();
        var used = new Dictionary<string, string>();
        errors.Text("name", request.Name, 200);
        errors.Text("specification", request.Specification, 200, required: false);
        errors.Text("manufacturer", request.Manufacturer, 200);
        errors.Require(request.SingleUse is not null, "singleUse", "field.required");
        var reading = UnitText.Read(request.UdiDi, errors, "udiDi");
        if (!string.IsNullOrWhiteSpace(request.UdiDi))
        {
            errors.Identifier("udiDi", reading.Result, request.Overrides, used);
        }

        var certificates = DeviceChecks.Certificates(errors, request.Certificates, request.Overrides, used);
        var linked = (request.DeploymentIds ?? []).Distinct().ToList();
        errors.Require((await deployments.NamesAsync(db, linked, cancellationToken)).Count == linked.Count, "deploymentIds", "field.unknownReference");
        if (await db.Set<Consumable>().AnyAsync(c => c.UdiDi == reading.DeviceIdentifier && c.Id != consumable.Id, cancellationToken))
        {
            errors.Add("udiDi", "device.productTaken");
        }

        if (consumable.Version > 0 && consumable.UdiDi != reading.DeviceIdentifier && await db.Set<ConsumableLot>().AnyAsync(l => l.ConsumableId == consumable.Id, cancellationToken))
        {
            errors.Add("udiDi", "device.productInStock");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        consumable.Name = request.Name!.Trim();
        consumable.Specification = DeviceChecks.Trimmed(request.Specification);
        consumable.Manufacturer = request.Manufacturer!.Trim();
        consumable.SingleUse = request.SingleUse!.Value;
        consumable.UdiDi = reading.DeviceIdentifier;
        consumable.Certificates = certificates;
        consumable.Overrides = used;
        await DeviceLinks.SetAsync(
            scope, linked, ShanghaiDay.Of(scope.Now), l => l.ConsumableId == consumable.Id, () => new DeviceLink { ConsumableId = consumable.Id }, cancellationToken);
        return null;
    }
}
