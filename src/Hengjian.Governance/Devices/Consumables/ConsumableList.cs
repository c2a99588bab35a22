using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Consumables;

/// <summary>Which products a list shows.</summary>
public enum ConsumableProblem
{
    /// <summary>Stock on hand whose last day is over.</summary>
    Expired,

    /// <summary>Stock on hand under a recall.</summary>
    Recalled,
}

/// <summary>Reads the register of consumables.</summary>
public sealed class ConsumableList(Database database, RuleEngine engine, IInstitutionRegister institutions, IWrittenPolicies policies, TimeProvider clock)
{
    /// <summary>A sheet shows this many of the newest units and movements; the rest is found by tracing.</summary>
    public const int ShownOfEach = 200;

    private DateOnly Today => ShanghaiDay.Of(clock.GetUtcNow());

    public async Task<Page<ConsumableView>> ListAsync(
        Caller caller, string? search, bool? singleUse, ConsumableProblem? problem, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var today = Today;
        var rows = db.Set<Consumable>().Where(c => singleUse == null || c.SingleUse == singleUse);
        if (search is not null)
        {
            rows = rows.Where(c => c.Name.Contains(search) || c.Manufacturer.Contains(search) || c.UdiDi == search);
        }

        if (problem is not null)
        {
            var lots = db.Set<ConsumableLot>().Where(l =>
                l.CountReceived > l.CountUsed + l.CountWasted || db.Set<ConsumableUnit>().Any(u => u.LotId == l.Id && u.State == UnitState.InStock));
            var recalls = db.Set<Recall>().Where(r => r.State != RecallState.Withdrawn);
            lots = problem == ConsumableProblem.Expired
                ? lots.Where(l => l.ExpiresOn < today)
                : lots.Where(l => recalls.Any(r => r.ConsumableId == l.ConsumableId && (r.Kind == RecallKind.Product || r.Lot == l.Lot)));
            rows = rows.Where(c => lots.Any(l => l.ConsumableId == c.Id));
        }

        var found = await rows.OrderBy(c => c.Name).ThenBy(c => c.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<ConsumableView>(await ViewsAsync(db, found, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<ConsumableView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<Consumable>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } row ? (await ViewsAsync(db, [row], cancellationToken))[0] : null;
    }

    /// <summary>Everything on one product; null where there is none.</summary>
    public async Task<ConsumableSheet?> SheetAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<Consumable>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        var view = (await ViewsAsync(db, [row], cancellationToken))[0];
        var lots = await db.Set<ConsumableLot>().Where(l => l.ConsumableId == id).OrderByDescending(l => l.ExpiresOn).ThenBy(l => l.Lot).ToListAsync(cancellationToken);
        var counts = await db.Set<ConsumableUnit>().Where(u => u.ConsumableId == id)
            .GroupBy(u => new { u.LotId, u.State }).Select(g => new { g.Key.LotId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        var recalls = await StockLookup.RecallsAsync(db, [id], cancellationToken);
        string? RecallOf(ConsumableLot lot) => recalls.FirstOrDefault(r => r.Stops(lot.Lot))?.Number;
        var lotOf = lots.ToDictionary(l => l.Id);
        var units = await db.Set<ConsumableUnit>().Where(u => u.ConsumableId == id).OrderBy(u => u.State).ThenByDescending(u => u.Id).Take(ShownOfEach).ToListAsync(cancellationToken);
        var receipts = await db.Set<ConsumableReceipt>().Where(r => r.ConsumableId == id).OrderByDescending(r => r.ReceivedOn).ThenByDescending(r => r.Id).ToListAsync(cancellationToken);
        var movements = await db.Set<ConsumableMovement>().Where(m => m.ConsumableId == id).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(ShownOfEach).ToListAsync(cancellationToken);
        var keys = await KeysAsync(db, movements, cancellationToken);
        var stockCounts = await db.Set<StockCount>().Where(c => c.ConsumableId == id).OrderByDescending(c => c.CountedAt).ThenByDescending(c => c.Id).ToListAsync(cancellationToken);
        var billing = await BillingAsync(db, id, cancellationToken);
        var now = clock.GetUtcNow();
        var facts = await FactsAsync(db, row, view.Stock, receipts, stockCounts, billing, cancellationToken) with
        {
            Policies = await policies.InForceAsync(db, PolicyTopic.Registers, now, cancellationToken),
        };
        return new ConsumableSheet(
            view,
            [.. lots.Select(l => StockBalance.Of(l, s => counts.Where(c => c.LotId == l.Id && c.State == s).Sum(c => c.Count), RecallOf(l)))],
            [.. units.Select(u => new UnitView(u.Id, u.UnitKey, u.OwnLabel, u.Serial, lotOf[u.LotId].Lot, lotOf[u.LotId].ExpiresOn, u.State, u.StoragePlace, u.CaseId, u.UsedAt, RecallOf(lotOf[u.LotId])))],
            [.. receipts.Select(r => new ReceiptView(r.Id, r.ReceivedOn, r.Supplier, r.Document, r.Invoice, r.StoragePlace, r.Quantity, r.ReceivedBy, r.ReceivedAt, r.CheckedBy, r.CheckedAt))],
            [.. movements.Select(m => new MovementView(
                m.Id, m.Kind, m.Quantity, m.UnitId is { } unit ? keys[unit] : StockItem.TitleOf(row, lotOf[m.LotId]), m.CaseId, m.WasteReason, m.Note, m.ActorId, m.At))],
            [.. stockCounts.Select(c => new StockCountView(c.Id, c.CountedOn, c.Expected, c.Counted, c.Explanation, c.CountedBy))],
            billing,
            engine.Decide(ClauseIds.Registers, facts, now, await institutions.CreditCodeAsync(db, cancellationToken)));
    }

    /// <summary>Units with labels of the house's own that came with one receipt, for printing.</summary>
    public async Task<IReadOnlyList<UnitView>> LabelsAsync(Caller caller, Guid id, Guid receipt, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await (
            from unit in db.Set<ConsumableUnit>()
            where unit.ConsumableId == id && unit.ReceiptId == receipt && unit.OwnLabel
            join lot in db.Set<ConsumableLot>() on unit.LotId equals lot.Id
            orderby unit.UnitKey
            select new UnitView(unit.Id, unit.UnitKey, true, null, lot.Lot, lot.ExpiresOn, unit.State, unit.StoragePlace, unit.CaseId, unit.UsedAt, null)).ToListAsync(cancellationToken);
    }

    /// <summary>What was used on a case, oldest first. Whoever asks must have found the case.</summary>
    public async Task<IReadOnlyList<CaseConsumable>> OfCaseAsync(Caller caller, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await (
            from movement in db.Set<ConsumableMovement>()
            where movement.CaseId == caseId && movement.Kind == MovementKind.Used
            join consumable in db.Set<Consumable>() on movement.ConsumableId equals consumable.Id
            join lot in db.Set<ConsumableLot>() on movement.LotId equals lot.Id
            from unit in db.Set<ConsumableUnit>().Where(u => u.Id == movement.UnitId).DefaultIfEmpty()
            orderby movement.At, movement.Id
            select new { movement, consumable, lot, unit }).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new CaseConsumable(
                r.movement.Id, r.consumable.Id, r.consumable.Name, new StockItem(r.consumable, r.lot, r.unit).Title, r.lot.Lot, r.lot.ExpiresOn, r.movement.At, r.movement.ActorId)),
        ];
    }

    private static async Task<RegisterFacts> FactsAsync(
        HengjianDbContext db, Consumable row, StockView stock, List<ConsumableReceipt> receipts, List<StockCount> counts, List<BillingView> billing, CancellationToken cancellationToken)
    {
        var sums = await db.Set<ConsumableMovement>().Where(m => m.ConsumableId == row.Id)
            .GroupBy(m => new { m.Kind, Unit = m.UnitId != null }).Select(g => new { g.Key.Kind, g.Key.Unit, Sum = g.Sum(m => m.Quantity) }).ToListAsync(cancellationToken);
        int Sum(MovementKind kind) => sums.Where(s => s.Kind == kind).Sum(s => s.Sum);
        // What may be used again is still there after its use.
        var consumed = row.SingleUse ? Sum(MovementKind.Used) : sums.Where(s => s is { Kind: MovementKind.Used, Unit: false }).Sum(s => s.Sum);
        var last = counts.Count > 0 ? counts[0] : null;
        return new RegisterFacts(
            row.Name,
            [.. receipts.Select(r => new ReceiptFact(r.Document ?? row.Name, r.ReceivedOn, r.Supplier, r.Document, r.CheckedBy is not null, r.Traceable))],
            new StockFacts(
                Sum(MovementKind.Received),
                consumed,
                Sum(MovementKind.Wasted),
                stock.OnHand,
                receipts.Count == 0 ? null : receipts.Min(r => r.ReceivedOn),
                last is null ? null : new StockCountFact(last.CountedOn, last.Expected, last.Counted, last.Explanation),
                [.. billing.Select(b => new BilledFact(b.From, b.To, b.Used, b.Billed))]));
    }

    private static async Task<List<BillingView>> BillingAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var periods = await db.Set<BilledUse>().Where(b => b.ConsumableId == id).OrderByDescending(b => b.FromDay).ToListAsync(cancellationToken);
        var views = new List<BillingView>(periods.Count);
        foreach (var period in periods)
        {
            var used = await db.Set<ConsumableMovement>()
                .Where(m => m.ConsumableId == id && m.Kind == MovementKind.Used && m.OnDay >= period.FromDay && m.OnDay <= period.ToDay).SumAsync(m => m.Quantity, cancellationToken);
            views.Add(new BillingView(period.Id, period.FromDay, period.ToDay, used, period.Quantity, period.Document));
        }

        return views;
    }

    private static async Task<Dictionary<Guid, string>> KeysAsync(HengjianDbContext db, List<ConsumableMovement> movements, CancellationToken cancellationToken)
    {
        var ids = movements.Select(m => m.UnitId).OfType<Guid>().Distinct().ToList();
        return await db.Set<ConsumableUnit>().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.UnitKey, cancellationToken);
    }

    private async Task<IReadOnlyList<ConsumableView>> ViewsAsync(HengjianDbContext db, IReadOnlyList<Consumable> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(c => c.Id).ToList();
        var nullable = ids.Select(i => (Guid?)i).ToList();
        var links = (await db.Set<DeviceLink>().Where(l => nullable.Contains(l.ConsumableId) && l.UnlinkedOn == null).ToListAsync(cancellationToken)).ToLookup(l => l.ConsumableId);
        var stock = await StockBalance.OfAsync(db, ids, Today, cancellationToken);
        return
        [
            .. rows.Select(c => new ConsumableView(
                c.Id, c.Version, c.Name, c.Specification, c.Manufacturer, c.SingleUse, c.UdiDi, c.Certificates, c.DeliveredOn, c.DeliveryDocument,
                [.. links[c.Id].Select(l => l.DeploymentId)], c.Overrides, stock[c.Id])),
        ];
    }
}
