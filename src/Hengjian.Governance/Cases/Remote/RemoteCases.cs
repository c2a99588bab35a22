using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Remote;

/// <summary>A line of the remote work-list: a case and the institution that asks.</summary>
public sealed record RemoteCaseItem(Guid InstitutionId, string Institution, CaseListItem Case);

/// <summary>
/// Cases of other institutions that a physician may read under agreements. Each is seen and acted on as the caller whom the agreement makes there, so scope, blinding, ledger and
/// access records are those of the asking institution; without a seat there is nothing.
/// </summary>
public sealed class RemoteCases(Database database, IAgreementDirectory agreements, CaseQueries queries, CaseReaches reaches) : IWorkSource
{
    /// <summary>Lines that are merged at most: a reader works from the top.</summary>
    private const int Longest = 2_000;

    /// <summary>Where the physician has a seat now.</summary>
    public Task<IReadOnlyList<RemoteSeat>> SeatsAsync(Caller physician, CancellationToken cancellationToken) => agreements.SeatsAsync(physician, former: false, cancellationToken);

    /// <summary>The work-list over all seats, or of one asking institution.</summary>
    public async Task<Page<RemoteCaseItem>> ListAsync(Caller physician, Guid? institution, CaseFilter filter, CancellationToken cancellationToken)
    {
        var until = Math.Min(filter.Page * (long)filter.PageSize, Longest);
        var lines = new List<RemoteCaseItem>();
        var total = 0;
        foreach (var seat in (await SeatsAsync(physician, cancellationToken)).Where(s => institution is null || s.Caller.InstitutionId == institution))
        {
            var page = await queries.ListAsync(seat.Caller, filter with { Page = 1, PageSize = (int)until }, cancellationToken);
            lines.AddRange(page.Items.Select(i => new RemoteCaseItem(seat.Caller.InstitutionId, seat.Institution, i)));
            total += page.Total;
        }

        var skip = (filter.Page - 1) * (long)filter.PageSize;
        return new Page<RemoteCaseItem>([.. Sorted(lines, filter.Sort).Skip((int)Math.Min(skip, int.MaxValue)).Take(filter.PageSize)], total);
    }

    /// <summary>The seat from which the physician may see a case; null where there is none.</summary>
    /// <param name="acting">For an act: also a seat that has ended, so that the clause refuses on a case that was within reach.</param>
    public async Task<RemoteSeat?> SeatForAsync(Caller physician, Guid caseId, bool acting, CancellationToken cancellationToken)
    {
        foreach (var seat in await agreements.SeatsAsync(physician, acting, cancellationToken))
        {
            await using var db = database.Read(seat.Caller.InstitutionId);
            if (await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == caseId, cancellationToken) is { } found)
            {
                return (await reaches.OfAsync(db, seat.Caller, cancellationToken, acting)).Sees(found) ? seat : null;
            }
        }

        return null;
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var seat in caller.Can(Permission.OpinionsSign) ? await SeatsAsync(caller, cancellationToken) : [])
        {
            await using var there = database.Read(seat.Caller.InstitutionId);
            var cases = (await reaches.OfAsync(there, seat.Caller, cancellationToken)).Visible(there.Set<Case>());
            count += await CaseWork.ToRead(there, cases, seat.Caller).Take(CaseWorkload.CountedUpTo).CountAsync(cancellationToken);
        }

        return count == 0 ? [] : [new WaitingWork("remoteCasesToRead", count, "/remote-cases?mine=true", WorkUrgency.Due)];
    }

    private static IEnumerable<RemoteCaseItem> Sorted(IEnumerable<RemoteCaseItem> lines, CaseSort sort) => sort switch
    {
        CaseSort.Oldest => lines.OrderBy(l => l.Case.RegisteredAt),
        CaseSort.Due => lines.OrderBy(l => l.Case.DueAt is null).ThenBy(l => l.Case.DueAt),
        CaseSort.DueLast => lines.OrderBy(l => l.Case.DueAt is null).ThenByDescending(l => l.Case.DueAt),
        CaseSort.Number => lines.OrderBy(l => l.Case.Number, StringComparer.Ordinal).ThenBy(l => l.Institution, StringComparer.Ordinal),
        CaseSort.NumberLast => lines.OrderByDescending(l => l.Case.Number, StringComparer.Ordinal).ThenBy(l => l.Institution, StringComparer.Ordinal),
        _ => lines.OrderByDescending(l => l.Case.RegisteredAt),
    };
}
