using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Directory;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.EquipmentRegister;

/// <summary>Keeps the register of equipment: receipt, the second person's check, changes, and records of upkeep.</summary>
public sealed class Equipments(IWriter writer, IDepartmentDirectory departments, IDeploymentDirectory deployments)
{
    /// <summary>Registers what was received; the caller is the first person of the receipt.</summary>
    public Task<Outcome<Created>> RegisterAsync(EquipmentRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "equipment.received",
        scope => new Equipment { InstitutionId = scope.InstitutionId, Id = scope.NewId(), ReceivedBy = scope.Caller.Id, ReceivedAt = scope.Now },
        (equipment, scope, ct) => FillAsync(equipment, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, EquipmentRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<Equipment>().Where(e => e.Id == id),
        version,
        context,
        "equipment",
        "equipment.changed",
        (equipment, scope, ct) => FillAsync(equipment, request, scope, ct),
        cancellationToken,
        partsCount: true);

    /// <summary>The second person has seen what was received (R17-3.8.2).</summary>
    public Task<Outcome<Created>> CheckReceiptAsync(Guid id, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Equipment>().FirstOrDefaultAsync(e => e.Id == id, ct) is not { } equipment)
                {
                    return new NotFound("equipment");
                }

                if (equipment.CheckedBy is not null)
                {
                    return new Conflict("device.alreadyChecked");
                }

                if (equipment.ReceivedBy == scope.Caller.Id)
                {
                    return new Conflict("device.samePerson");
                }

                equipment.CheckedBy = scope.Caller.Id;
                equipment.CheckedAt = scope.Now;
                scope.Record("equipment.receipt.checked", nameof(Equipment), id);
                return new Created(id);
            },
            cancellationToken);

    public Task<Outcome<Created>> RecordUpkeepAsync(Guid id, UpkeepRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Equipment>().FirstOrDefaultAsync(e => e.Id == id, ct) is not { } equipment)
                {
                    return new NotFound("equipment");
                }

                var errors = new FieldErrors();
                EquipmentChecks.Check(request, equipment, ShanghaiDay.Of(scope.Now), errors);
                return errors.Any ? errors.ToRefusal() : await StoreAsync(equipment, request, scope, ct);
            },
            cancellationToken);

    private static async Task<Outcome<Created>> StoreAsync(Equipment equipment, UpkeepRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var kind = request.Kind!.Value;
        var doneOn = request.DoneOn!.Value;
        var record = new UpkeepRecord
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            EquipmentId = equipment.Id,
            Kind = kind,
            DoneOn = doneOn,
            DoneBy = request.DoneBy!.Trim(),
            Document = request.Document!.Trim(),
            Result = request.Result!.Value,
            DueOn = request.Result == UpkeepResult.Failed ? null : request.DueOn ?? ShanghaiDay.AddMonths(doneOn, equipment.MonthsOf(kind)!.Value),
            Note = DeviceChecks.Trimmed(request.Note),
            RecordedBy = scope.Caller.Id,
            RecordedAt = scope.Now,
        };
        scope.Db.Add(record);
        // An older record that is entered late does not move the due day back.
        if (!await scope.Db.Set<UpkeepRecord>().AnyAsync(r => r.EquipmentId == equipment.Id && r.Kind == kind && r.DoneOn > doneOn, cancellationToken))
        {
            equipment.SetDue(kind, record.DueOn);
        }

        scope.Record("equipment.upkeep." + CodeName.Of(kind), nameof(Equipment), equipment.Id);
        return new Created(record.Id);
    }

    private async Task<Refusal?> FillAsync(Equipment equipment, EquipmentRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        var today = ShanghaiDay.Of(scope.Now);
        var errors = new FieldErrors();
        var used = new Dictionary<string, string>();
        EquipmentChecks.Check(request, today, errors);
        var certificates = DeviceChecks.Certificates(errors, request.Certificates, request.Overrides, used);
        var udi = string.IsNullOrWhiteSpace(request.Udi) ? null : errors.Identifier("udi", UnitText.Read(request.Udi, errors, "udi").Result, request.Overrides, used);
        if (request.DepartmentId is { } department && !await departments.ExistsAsync(db, department, cancellationToken))
        {
            errors.Add("departmentId", "field.unknownReference");
        }

        var linked = (request.DeploymentIds ?? []).Distinct().ToList();
        errors.Require((await deployments.NamesAsync(db, linked, cancellationToken)).Count == linked.Count, "deploymentIds", "field.unknownReference");
        var (manufacturer, model, serial) = (request.Manufacturer?.Trim() ?? "", request.Model?.Trim() ?? "", DeviceChecks.Trimmed(request.Serial));
        if (!errors.Any && serial is not null && await db.Set<Equipment>().AnyAsync(e => e.Manufacturer == manufacturer && e.Model == model && e.Serial == serial && e.Id != equipment.Id, cancellationToken))
        {
            errors.Add("serial", "device.serialTaken");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        equipment.Name = request.Name!.Trim();
        equipment.Kind = request.Kind!.Value;
        equipment.Acquires = [.. (request.Acquires ?? []).Distinct()];
        equipment.DepartmentId = request.DepartmentId;
        equipment.Location = DeviceChecks.Trimmed(request.Location);
        (equipment.Manufacturer, equipment.Model, equipment.Serial) = (manufacturer, model, serial);
        equipment.Udi = udi;
        equipment.Certificates = certificates;
        equipment.Supplier = DeviceChecks.Trimmed(request.Supplier);
        equipment.Invoice = DeviceChecks.Trimmed(request.Invoice);
        equipment.DeliveredOn = request.DeliveredOn;
        equipment.DeliveryDocument = DeviceChecks.Trimmed(request.DeliveryDocument);
        equipment.AcceptedOn = request.AcceptedOn;
        equipment.AcceptanceDocument = DeviceChecks.Trimmed(request.AcceptanceDocument);
        equipment.VerificationMonths = request.VerificationMonths;
        equipment.TestingMonths = request.TestingMonths;
        equipment.MaintenanceMonths = request.MaintenanceMonths;
        equipment.Breaks = [.. (request.Breaks ?? []).OrderBy(b => b.From).Select(b => new ServiceBreak(b.From!.Value, b.To, b.Reason!.Trim()))];
        equipment.RetiredOn = request.RetiredOn;
        equipment.RetirementReason = DeviceChecks.Trimmed(request.RetirementReason);
        equipment.Overrides = used;
        await DeviceLinks.SetAsync(scope, linked, today, l => l.EquipmentId == equipment.Id, () => new DeviceLink { EquipmentId = equipment.Id }, cancellationToken);
        return null;
    }
}
