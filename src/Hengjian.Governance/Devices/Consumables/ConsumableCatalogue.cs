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
    public Task<Outcome<Created>> RegisterAsync(ConsumableRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "consumable.registered",
        scope => new Consumable { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now },
        (consumable, scope, ct) => FillAsync(consumable, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, ConsumableRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<Consumable>().Where(c => c.Id == id),
        version,
        context,
        "consumable",
        "consumable.changed",
        (consumable, scope, ct) => FillAsync(consumable, request, scope, ct),
        cancellationToken,
        partsCount: true);

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
