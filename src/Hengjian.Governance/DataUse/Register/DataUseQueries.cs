using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.DataUse.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.DataUse.Register;

/// <summary>What is looked for in the register of data use.</summary>
/// <param name="Text">Part of number, receiver, purpose or agreement.</param>
public sealed record DataUseFilter(string? Text = null, DataUsePurpose? Purpose = null, DataUseState? State = null);

/// <summary>The register of data use as people see it. Some hundred entries at most: states depend on the day, so a list reads them all.</summary>
public sealed class DataUseQueries(Database database, IActorNames names, TimeProvider clock) : IWorkSource, IExpirySource
{
    public async Task<Page<DataUseItem>> ListAsync(Caller caller, DataUseFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var today = Today;
        var rows = (await db.Set<DataUseEntry>().Where(e => filter.Purpose == null || e.Purpose == filter.Purpose).OrderByDescending(e => e.Number).ToListAsync(cancellationToken))
            .FindAll(e => (filter.State is null || e.StateOn(today) == filter.State)
                && (filter.Text is not { } text || new[] { e.Number, e.Receiver, e.PurposeText, e.Agreement }.Any(t => t.Contains(text, StringComparison.OrdinalIgnoreCase))));
        return new Page<DataUseItem>([.. rows.Skip(page.Skip).Take(page.Size).Select(e => Item(e, today))], rows.Count);
    }

    public async Task<DataUseView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<DataUseEntry>().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } e)
        {
            return null;
        }

        var creator = e.CreatedBy.ToString("D");
        var known = await names.FindAsync(caller.InstitutionId, [creator], cancellationToken);
        return new DataUseView(
            Item(e, Today), e.Version, e.ReceiverCode, e.PurposeText, e.BasisText, e.Categories, e.Identifiable, e.Agreement, e.EndsOn, e.EndedOn, e.EndReason, e.KeptBecause, e.EndKind,
            e.EndProvedOn, e.EndDocumentId, e.EndNote, known.GetValueOrDefault(creator), e.CreatedAt);
    }

    /// <summary>What left under an entry, the latest first; null where there is no such entry.</summary>
    public async Task<Page<DataTransferView>?> TransfersAsync(Caller caller, Guid id, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (!await db.Set<DataUseEntry>().AnyAsync(e => e.Id == id, cancellationToken))
        {
            return null;
        }

        var all = db.Set<DataTransfer>().Where(t => t.DataUseId == id);
        var rows = await all.OrderByDescending(t => t.At).ThenByDescending(t => t.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var known = await names.FindAsync(caller.InstitutionId, [.. rows.Select(t => t.SentBy.ToString("D")).Distinct()], cancellationToken);
        return new Page<DataTransferView>(
            [.. rows.Select(t => new DataTransferView(t.Id, t.At, t.What, t.Categories, t.Amount, t.Hash, t.SentBy, known.GetValueOrDefault(t.SentBy.ToString("D")), t.RecordedAt))],
            await all.CountAsync(cancellationToken));
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.DataUseWrite))
        {
            return [];
        }

        var today = Today;
        var due = (await db.Set<DataUseEntry>().AsNoTracking().Where(e => e.EndProvedOn == null && e.KeptBecause == null).ToListAsync(cancellationToken))
            .Count(e => e.StateOn(today) == DataUseState.DestructionDue);
        return due == 0 ? [] : [new WaitingWork("dataUseDestruction", due, "/data-uses?state=destructionDue", WorkUrgency.Overdue)];
    }

    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        // Over and not proved is in the list for good: what ends here is not the paper but the right to hold the data.
        var rows = await db.Set<DataUseEntry>().AsNoTracking().Where(e => e.EndProvedOn == null).ToListAsync(cancellationToken);
        var today = Today;
        return
        [
            .. rows.Where(e => e.LastDay <= day && e.StateOn(today) != DataUseState.Closed).OrderBy(e => e.LastDay).ThenBy(e => e.Number)
                .Select(e => new Expiry("dataUse", e.Id, $"{e.Number} {e.Receiver}", e.LastDay, $"/data-uses/{e.Id:D}", Role.GovernanceOfficer)),
        ];
    }

    private DateOnly Today => ShanghaiDay.Of(clock.GetUtcNow());

    private static DataUseItem Item(DataUseEntry e, DateOnly day) =>
        new(e.Id, e.Number, e.Receiver, e.Purpose, e.Basis, e.StateOn(day), e.AmountUsed, e.AmountLimit, e.Unit, e.StartsOn, e.LastDay);
}
