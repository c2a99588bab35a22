using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Devices.Consumables;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Tracing;

/// <summary>Where a trace begins; the codes of the API's query are the names in camel case.</summary>
public enum TraceStart
{
    Udi,
    Lot,
    Serial,
    SoftwareVersion,
    Case,
}

/// <summary>A receipt behind a lot or unit: the origin.</summary>
public sealed record TraceSource(
    Guid ConsumableId, string Product, string Manufacturer, string UdiDi, string Lot, string? Supplier, string? Document, DateOnly ReceivedOn, string? Recall);

/// <summary>A unit, or a lot by count, with where it went. <paramref name="Quantity"/> is 1 for a unit.</summary>
public sealed record TracedUnit(Guid ConsumableId, string Unit, string Lot, DateOnly? ExpiresOn, UnitState? State, int Quantity, Guid? CaseId);

/// <summary>Equipment that the case's deployment was linked to on the day of the examination.</summary>
public sealed record TracedEquipment(Guid Id, string Name, EquipmentKind Kind, bool InService);

public sealed record TracedPerson(PractitionerAct Act, Guid PractitionerId, string Name, DateTimeOffset At);

/// <summary>Everything that touched one case.</summary>
public sealed record CaseTouched(
    CaseBrief Case,
    string ExaminationKind,
    string DeploymentName,
    IReadOnlyList<CaseAlgorithm> Algorithms,
    IReadOnlyList<TracedEquipment> Equipment,
    IReadOnlyList<CaseConsumable> Consumables,
    IReadOnlyList<TracedPerson> People);

/// <summary>What a trace found.</summary>
/// <param name="Start">Where it began.</param>
/// <param name="Value">What was asked for.</param>
/// <param name="Sources">Origins, newest receipt first.</param>
/// <param name="Units">Units and lots.</param>
/// <param name="Cases">Cases that were touched.</param>
/// <param name="Touched">From a case: everything that touched it.</param>
public sealed record TraceAnswer(
    TraceStart Start, string Value, IReadOnlyList<TraceSource> Sources, IReadOnlyList<TracedUnit> Units, IReadOnlyList<CaseBrief> Cases, CaseTouched? Touched);

/// <summary>Traces both ways (R17-3.8.2): from a UDI, lot, serial or software version to cases, and from a case to everything that touched it.</summary>
public sealed class Trace(
    Database database, ICaseDirectory cases, IEquipmentDirectory equipment, IDeploymentDirectory deployments, IPractitionerDirectory practitioners, ConsumableList consumables)
{
    private const int Most = 5_000;

    /// <summary>The trace; null only from a case that the caller cannot find.</summary>
    public async Task<TraceAnswer?> AskAsync(Caller caller, TraceStart start, string value, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        switch (start)
        {
            case TraceStart.Case:
                return await OfCaseAsync(db, caller, value, cancellationToken);
            case TraceStart.SoftwareVersion:
                return new TraceAnswer(start, value, [], [], await cases.OfSoftwareAsync(db, caller, null, value, Most, cancellationToken), null);
            case TraceStart.Lot:
                return await OfLotsAsync(db, caller, start, value, await db.Set<ConsumableLot>().Where(l => l.Lot == value).ToListAsync(cancellationToken), null, cancellationToken);
            case TraceStart.Serial:
                var serials = await db.Set<ConsumableUnit>().Where(u => u.Serial == value || (u.OwnLabel && u.UnitKey == value)).Take(Most).ToListAsync(cancellationToken);
                return await OfUnitsAsync(db, caller, start, value, serials, cancellationToken);
            default:
                return await OfUdiAsync(db, caller, value, cancellationToken);
        }
    }

    /// <summary>A unit's UDI or label; a UDI without a serial stands for its lot, one without a lot for the whole product.</summary>
    private async Task<TraceAnswer> OfUdiAsync(HengjianDbContext db, Caller caller, string value, CancellationToken cancellationToken)
    {
        var item = await StockLookup.FindAsync(db, value, cancellationToken);
        var reading = UnitText.Read(value);
        if (item?.Unit is { } unit && (unit.OwnLabel ? unit.UnitKey == value.Trim().ToUpperInvariant() : true))
        {
            return await OfUnitsAsync(db, caller, TraceStart.Udi, value, [unit], cancellationToken);
        }

        var products = db.Set<Consumable>().Where(c => c.UdiDi == reading.DeviceIdentifier).Select(c => c.Id);
        var lots = reading.Serial is not null
            ? []
            : await db.Set<ConsumableLot>().Where(l => products.Contains(l.ConsumableId) && (reading.Lot == null || l.Lot == reading.Lot)).ToListAsync(cancellationToken);
        return await OfLotsAsync(db, caller, TraceStart.Udi, value, lots, null, cancellationToken);
    }

    private async Task<TraceAnswer> OfUnitsAsync(
        HengjianDbContext db, Caller caller, TraceStart start, string value, IReadOnlyList<ConsumableUnit> units, CancellationToken cancellationToken)
    {
        var ids = units.Select(u => u.LotId).Distinct().ToList();
        var lots = await db.Set<ConsumableLot>().Where(l => ids.Contains(l.Id)).ToListAsync(cancellationToken);
        return await OfLotsAsync(db, caller, start, value, lots, units, cancellationToken);
    }

    /// <param name="only">The units that are traced; null: everything of the lots.</param>
    private async Task<TraceAnswer> OfLotsAsync(
        HengjianDbContext db, Caller caller, TraceStart start, string value, List<ConsumableLot> lots, IReadOnlyList<ConsumableUnit>? only, CancellationToken cancellationToken)
    {
        var ids = lots.Select(l => l.Id).ToList();
        var lotOf = lots.ToDictionary(l => l.Id);
        var products = lots.Select(l => l.ConsumableId).Distinct().ToList();
        var product = await db.Set<Consumable>().Where(c => products.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var units = only ?? await db.Set<ConsumableUnit>().Where(u => ids.Contains(u.LotId)).OrderBy(u => u.UnitKey).Take(Most).ToListAsync(cancellationToken);
        var unitIds = units.Select(u => u.Id).ToHashSet();
        var movements = (await db.Set<ConsumableMovement>().Where(m => ids.Contains(m.LotId) && (m.Kind == MovementKind.Used || m.Kind == MovementKind.Received)).Take(4 * Most).ToListAsync(cancellationToken))
            .Where(m => only is null || (m.UnitId is { } unit && unitIds.Contains(unit))).ToList();
        var receiptIds = movements.Select(m => m.ReceiptId).OfType<Guid>().Distinct().ToList();
        var receipts = await db.Set<ConsumableReceipt>().Where(r => receiptIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
        var recalls = await StockLookup.RecallsAsync(db, products, cancellationToken);
        var touched = movements.Where(m => m.Kind == MovementKind.Used).Select(m => m.CaseId).OfType<Guid>().Distinct().ToList();
        return new TraceAnswer(
            start,
            value,
            [
                .. movements.Where(m => m.ReceiptId is not null).Select(m => (m.LotId, Receipt: m.ReceiptId!.Value)).Distinct().Select(m => (Lot: lotOf[m.LotId], Receipt: receipts[m.Receipt]))
                    .OrderByDescending(m => m.Receipt.ReceivedOn).ThenBy(m => m.Lot.Lot, StringComparer.Ordinal)
                    .Select(m => Source(product[m.Lot.ConsumableId], m.Lot, m.Receipt, recalls.FirstOrDefault(r => r.ConsumableId == m.Lot.ConsumableId && r.Stops(m.Lot.Lot))?.Number)),
            ],
            [
                .. units.Select(u => new TracedUnit(u.ConsumableId, u.UnitKey, lotOf[u.LotId].Lot, lotOf[u.LotId].ExpiresOn, u.State, 1, u.CaseId)),
                .. lots.Where(l => only is null && l.CountReceived > 0).Select(l => new TracedUnit(l.ConsumableId, StockItem.TitleOf(product[l.ConsumableId], l), l.Lot, l.ExpiresOn, null, l.CountReceived, null)),
            ],
            await cases.ManyAsync(db, caller, touched, cancellationToken),
            null);
    }

    private async Task<TraceAnswer?> OfCaseAsync(HengjianDbContext db, Caller caller, string value, CancellationToken cancellationToken)
    {
        var found = Guid.TryParse(value, out var id)
            ? await cases.FindAsync(db, caller, id, cancellationToken)
            : await cases.ByNumberAsync(db, caller, value, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var trail = await cases.TrailAsync(db, found.Id, cancellationToken);
        var names = await practitioners.NamesAsync(db, [.. trail.Participants.Select(p => p.PractitionerId).Distinct()], cancellationToken);
        var linked = await equipment.OfDeploymentAsync(db, found.DeploymentId, ShanghaiDay.Of(found.ExaminedAt), cancellationToken);
        var deployment = await deployments.NamesAsync(db, [found.DeploymentId], cancellationToken);
        var used = await consumables.OfCaseAsync(caller, found.Id, cancellationToken);
        return new TraceAnswer(
            TraceStart.Case,
            value,
            [],
            [],
            [found],
            new CaseTouched(
                found,
                trail.ExaminationKind,
                deployment.GetValueOrDefault(found.DeploymentId, ""),
                trail.Algorithms,
                [.. linked.Select(e => new TracedEquipment(e.Id, e.Name, e.Kind, e.InService))],
                used,
                [.. trail.Participants.OrderBy(p => p.At).Select(p => new TracedPerson(p.Act, p.PractitionerId, names.GetValueOrDefault(p.PractitionerId, ""), p.At))]));
    }

    private static TraceSource Source(Consumable product, ConsumableLot lot, ConsumableReceipt receipt, string? recall) =>
        new(product.Id, product.Name, product.Manufacturer, product.UdiDi, lot.Lot, receipt.Supplier, receipt.Document, receipt.ReceivedOn, recall);
}
