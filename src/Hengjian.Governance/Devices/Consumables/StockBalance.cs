using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Consumables;

/// <summary>Stock by what units and lots themselves say.</summary>
internal static class StockBalance
{
    public static async Task<IReadOnlyDictionary<Guid, StockView>> OfAsync(HengjianDbContext db, IReadOnlyCollection<Guid> consumables, DateOnly today, CancellationToken cancellationToken)
    {
        var units = await db.Set<ConsumableUnit>().Where(u => consumables.Contains(u.ConsumableId))
            .GroupBy(u => new { u.LotId, u.State }).Select(g => new { g.Key.LotId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        var lots = await db.Set<ConsumableLot>().AsNoTracking().Where(l => consumables.Contains(l.ConsumableId)).ToListAsync(cancellationToken);
        var recalls = await StockLookup.RecallsAsync(db, consumables, cancellationToken);
        return consumables.Distinct().ToDictionary(id => id, id =>
        {
            var own = lots.Where(l => l.ConsumableId == id).Select(l => Of(l, s => units.Where(u => u.LotId == l.Id && u.State == s).Sum(u => u.Count))).ToList();
            return new StockView(
                own.Sum(l => l.Received),
                own.Sum(l => l.Used),
                own.Sum(l => l.Wasted),
                own.Sum(l => l.OnHand),
                own.Where(l => l.ExpiresOn < today).Sum(l => l.OnHand),
                own.Where(l => recalls.Any(r => r.ConsumableId == id && r.Stops(l.Lot))).Sum(l => l.OnHand));
        });
    }

    /// <summary>One lot, with <paramref name="units"/> telling how many of its units are in a state.</summary>
    public static LotView Of(ConsumableLot lot, Func<UnitState, int> units, string? recall = null) => new(
        lot.Id,
        lot.Lot,
        lot.MadeOn,
        lot.ExpiresOn,
        lot.CountReceived + Enum.GetValues<UnitState>().Sum(units),
        lot.CountUsed + units(UnitState.Used),
        lot.CountWasted + units(UnitState.Wasted),
        lot.CountOnHand + units(UnitState.InStock),
        recall);
}
