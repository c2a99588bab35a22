using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Tracing;

/// <summary>Reads recalls with their progress.</summary>
public sealed class RecallList(Database database, ICaseDirectory cases)
{
    public async Task<Page<RecallItem>> ListAsync(Caller caller, RecallState? state, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = db.Set<Recall>().Where(r => state == null || r.State == state);
        var found = await rows.OrderByDescending(r => r.OpenedAt).ThenByDescending(r => r.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<RecallItem>(await ItemsAsync(db, found, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<RecallView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<Recall>().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } recall)
        {
            return null;
        }

        var tasks = await db.Set<RecallTask>().Where(t => t.RecallId == id).ToListAsync(cancellationToken);
        var known = (await cases.ManyAsync(db, caller, [.. tasks.Select(t => t.CaseId)], cancellationToken)).ToDictionary(c => c.Id);
        var lots = recall.ConsumableId is { } product
            ? await db.Set<ConsumableLot>().Where(l => l.ConsumableId == product && (recall.Lot == null || l.Lot == recall.Lot)).Select(l => l.Id).ToListAsync(cancellationToken)
            : [];
        return new RecallView(
            (await ItemsAsync(db, [recall], cancellationToken))[0],
            await InStockAsync(db, lots, cancellationToken),
            [
                .. tasks.Where(t => known.ContainsKey(t.CaseId)).Select(t => new RecallTaskView(t.Id, known[t.CaseId], t.Outcome, t.Note, t.DoneBy, t.DoneAt))
                    .OrderBy(t => t.Outcome is not null).ThenBy(t => t.Case.Number, StringComparer.Ordinal),
            ]);
    }

    /// <summary>How much of these lots is on hand, labelled or by count.</summary>
    internal static async Task<int> InStockAsync(HengjianDbContext db, IReadOnlyCollection<Guid> lots, CancellationToken cancellationToken) => lots.Count == 0
        ? 0
        : await db.Set<ConsumableUnit>().CountAsync(u => lots.Contains(u.LotId) && u.State == UnitState.InStock, cancellationToken)
            + await db.Set<ConsumableLot>().Where(l => lots.Contains(l.Id)).SumAsync(l => l.CountReceived - l.CountUsed - l.CountWasted, cancellationToken);

    private static async Task<IReadOnlyList<RecallItem>> ItemsAsync(HengjianDbContext db, IReadOnlyList<Recall> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var counts = await db.Set<RecallTask>().Where(t => ids.Contains(t.RecallId))
            .GroupBy(t => new { t.RecallId, t.Outcome }).Select(g => new { g.Key.RecallId, g.Key.Outcome, Count = g.Count() }).ToListAsync(cancellationToken);
        var products = rows.Select(r => r.ConsumableId).OfType<Guid>().Distinct().ToList();
        var names = await db.Set<Consumable>().Where(c => products.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        return
        [
            .. rows.Select(r =>
            {
                var own = counts.Where(c => c.RecallId == r.Id).ToList();
                return new RecallItem(
                    r.Id, r.Number, r.Kind, r.State, r.ConsumableId, r.ConsumableId is { } product ? names.GetValueOrDefault(product) : null, r.Lot, r.Algorithm, r.SoftwareVersion,
                    r.Notice, r.Reason, r.DueOn, r.OpenedBy, r.OpenedAt, r.EndedAt, r.EndNote, own.Sum(c => c.Count), own.Where(c => c.Outcome is not null).Sum(c => c.Count),
                    own.Where(c => c.Outcome is FollowUpOutcome.ConclusionChanged or FollowUpOutcome.HarmFound).Sum(c => c.Count));
            }),
        ];
    }
}
