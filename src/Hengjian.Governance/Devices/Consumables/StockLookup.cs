using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Consumables;

/// <summary>What a scanned text stands for in stock: a unit, or a lot that is kept by count.</summary>
internal sealed record StockItem(Consumable Consumable, ConsumableLot Lot, ConsumableUnit? Unit)
{
    /// <summary>How registers name it.</summary>
    public string Title => Unit?.UnitKey ?? TitleOf(Consumable, Lot);

    public static string TitleOf(Consumable consumable, ConsumableLot lot) => lot.Lot.Length == 0 ? consumable.UdiDi : $"{consumable.UdiDi} {lot.Lot}";
}

/// <summary>Finds stock by what was scanned, and the facts by which its use is decided.</summary>
internal static class StockLookup
{
    /// <summary>
    /// The unit of that UDI or label. A text without a serial stands for the lot: a labelled unit that is left, else stock by count, else the unit used last, so that
    /// the refusal can say where it went. Null where nothing of the kind was ever received.
    /// </summary>
    public static async Task<StockItem?> FindAsync(HengjianDbContext db, string? text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var label = text.Trim().ToUpperInvariant();
        var reading = UnitText.Read(text);
        var unit = await db.Set<ConsumableUnit>().FirstOrDefaultAsync(u => u.UnitKey == reading.Result.Normalised || (u.OwnLabel && u.UnitKey == label), cancellationToken);
        if (unit is not null)
        {
            return await OfUnitAsync(db, unit, cancellationToken);
        }

        return reading.Serial is null ? await OfLotAsync(db, reading, cancellationToken) : await OfSerialAsync(db, reading, cancellationToken);
    }

    public static async Task<SingleUseFacts> FactsAsync(HengjianDbContext db, StockItem item, ICaseDirectory cases, Caller caller, CancellationToken cancellationToken)
    {
        var uses = item.Unit is null
            ? []
            : await db.Set<ConsumableMovement>().AsNoTracking().Where(m => m.UnitId == item.Unit.Id && m.Kind == MovementKind.Used).OrderBy(m => m.At).ToListAsync(cancellationToken);
        var names = (await cases.ManyAsync(db, caller, [.. uses.Select(u => u.CaseId).OfType<Guid>().Distinct()], cancellationToken)).ToDictionary(c => c.Id, c => c.Number);
        return new SingleUseFacts(
            item.Title,
            item.Consumable.SingleUse,
            [.. uses.Select(u => new PriorUse(u.CaseId is { } id ? names.GetValueOrDefault(id, "–") : "–", u.OnDay))],
            item.Unit?.WastedAt is { } wasted ? ShanghaiDay.Of(wasted) : null,
            item.Lot.ExpiresOn,
            await RecallAsync(db, item.Consumable.Id, item.Lot.Lot, cancellationToken),
            item.Unit is null ? item.Lot.CountOnHand : 1);
    }

    /// <summary>Number of the recall that stands on a lot or on its whole product; it stands until it is withdrawn.</summary>
    public static async Task<string?> RecallAsync(HengjianDbContext db, Guid consumable, string lot, CancellationToken cancellationToken) =>
        (await RecallsAsync(db, [consumable], cancellationToken)).FirstOrDefault(r => r.Stops(lot))?.Number;

    /// <summary>Recalls that stand on these products, oldest first.</summary>
    public static async Task<IReadOnlyList<StandingRecall>> RecallsAsync(HengjianDbContext db, IReadOnlyCollection<Guid> consumables, CancellationToken cancellationToken)
    {
        var ids = consumables.Select(c => (Guid?)c).ToList();
        return await db.Set<Recall>().AsNoTracking().Where(r => ids.Contains(r.ConsumableId) && r.State != RecallState.Withdrawn)
            .OrderBy(r => r.OpenedAt).ThenBy(r => r.Id)
            .Select(r => new StandingRecall(r.Number, r.ConsumableId!.Value, r.Kind == RecallKind.Lot ? r.Lot : null)).ToListAsync(cancellationToken);
    }

    private static async Task<StockItem> OfUnitAsync(HengjianDbContext db, ConsumableUnit unit, CancellationToken cancellationToken) => new(
        await db.Set<Consumable>().FirstAsync(c => c.Id == unit.ConsumableId, cancellationToken),
        await db.Set<ConsumableLot>().FirstAsync(l => l.Id == unit.LotId, cancellationToken),
        unit);

    /// <summary>The same unit read with fewer or more elements than at its receipt.</summary>
    private static async Task<StockItem?> OfSerialAsync(HengjianDbContext db, UdiReading reading, CancellationToken cancellationToken)
    {
        var products = db.Set<Consumable>().Where(c => c.UdiDi == reading.DeviceIdentifier).Select(c => c.Id);
        var units = await db.Set<ConsumableUnit>().Where(u => products.Contains(u.ConsumableId) && u.Serial == reading.Serial).Take(2).ToListAsync(cancellationToken);
        return units.Count == 1 ? await OfUnitAsync(db, units[0], cancellationToken) : null;
    }

    private static async Task<StockItem?> OfLotAsync(HengjianDbContext db, UdiReading reading, CancellationToken cancellationToken)
    {
        if (await db.Set<Consumable>().FirstOrDefaultAsync(c => c.UdiDi == reading.DeviceIdentifier, cancellationToken) is not { } consumable)
        {
            return null;
        }

        // A bare product code names no lot: then any lot may serve, the one that ends first before the others.
        var lots = (await db.Set<ConsumableLot>().Where(l => l.ConsumableId == consumable.Id && (reading.Lot == null || l.Lot == reading.Lot)).ToListAsync(cancellationToken))
            .Where(l => reading.ExpiresOn is null || l.ExpiresOn == reading.ExpiresOn).OrderBy(l => l.ExpiresOn ?? DateOnly.MaxValue).ThenBy(l => l.Id).ToList();
        var ids = lots.Select(l => l.Id).ToList();
        var left = await db.Set<ConsumableUnit>().Where(u => ids.Contains(u.LotId) && u.OwnLabel && u.State == UnitState.InStock).OrderBy(u => u.UnitKey).FirstOrDefaultAsync(cancellationToken);
        if (left is not null)
        {
            return new StockItem(consumable, lots.First(l => l.Id == left.LotId), left);
        }

        if (lots.FirstOrDefault(l => l.CountOnHand > 0) is { } counted)
        {
            return new StockItem(consumable, counted, null);
        }

        var last = await db.Set<ConsumableUnit>().Where(u => ids.Contains(u.LotId) && u.OwnLabel).OrderByDescending(u => u.UsedAt).ThenBy(u => u.UnitKey).FirstOrDefaultAsync(cancellationToken);
        return last is not null ? new StockItem(consumable, lots.First(l => l.Id == last.LotId), last)
            : lots.FirstOrDefault(l => l.CountReceived > 0) is { } empty ? new StockItem(consumable, empty, null)
            : null;
    }
}

/// <summary>A recall that stops a product, or one lot of it (<paramref name="Lot"/>).</summary>
internal sealed record StandingRecall(string Number, Guid ConsumableId, string? Lot)
{
    public bool Stops(string lot) => Lot is null || Lot == lot;
}
