using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Receivers;

/// <summary>Receivers as people see them: a handful an institution.</summary>
public sealed class ReceiverQueries(Database database, IActorNames names, TimeProvider clock)
{
    public async Task<Page<ReceiverItem>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var all = db.Set<ReportReceiver>();
        var rows = await all.OrderByDescending(r => r.Active).ThenBy(r => r.Name).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var items = new List<ReceiverItem>();
        foreach (var row in rows)
        {
            items.Add(await ItemAsync(db, row, cancellationToken));
        }

        return new Page<ReceiverItem>(items, await all.CountAsync(cancellationToken));
    }

    public async Task<ReceiverView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<ReportReceiver>().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        using var key = new ReportKeys(database.Keys, caller.InstitutionId, id).Signing();
        var creator = row.CreatedBy.ToString("D");
        return new ReceiverView(
            await ItemAsync(db, row, cancellationToken), row.Version, row.Code, row.Address, row.Schedule, row.DailyHour, row.Dates, row.FromDay, row.ReceiptKey,
            Convert.ToBase64String(key.Spki.Span), PublicKeyRecord.IdOf(key.Spki.Span).ToString(),
            (await names.FindAsync(caller.InstitutionId, [creator], cancellationToken)).GetValueOrDefault(creator), row.CreatedAt);
    }

    private async Task<ReceiverItem> ItemAsync(HengjianDbContext db, ReportReceiver row, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var open = await db.Set<ReportMessage>()
            .Where(m => m.ReceiverId == row.Id && m.State != ReportState.Accepted && m.State != ReportState.Replaced && m.State != ReportState.Unneeded)
            .Select(m => m.DueOn).ToListAsync(cancellationToken);
        return new ReceiverItem(row.Id, row.Name, row.Kind, row.Channel, row.Duty, row.Subscriptions, row.Active, open.Count, open.Count(due => due < today));
    }
}
