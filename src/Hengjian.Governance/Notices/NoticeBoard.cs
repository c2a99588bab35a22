using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Notices.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Notices;

internal sealed class NoticeBoard(IWriter writer, Database database, IPractitionerPlaces places) : INotices
{
    /// <summary>An institution's standing notices are few; more than so many are not looked at one by one.</summary>
    private const int MostRead = 2000;

    public async Task RaiseAsync(WriteScope scope, NoticeDraft draft, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<Notice>().AnyAsync(n => n.UniqueKey == draft.UniqueKey, cancellationToken))
        {
            return;
        }

        scope.Db.Add(new Notice
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Kind = draft.Kind,
            SubjectId = draft.SubjectId,
            Title = draft.Title,
            Path = draft.Path,
            Owner = draft.Owner,
            DepartmentId = draft.DepartmentId,
            DueOn = draft.DueOn,
            DaysAhead = draft.DaysAhead,
            RaisedAt = scope.Now,
            UniqueKey = draft.UniqueKey,
        });
    }

    public async Task<IReadOnlySet<string>> RaisedAsync(HengjianDbContext db, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        (await db.Set<Notice>().Where(n => keys.Contains(n.UniqueKey)).Select(n => n.UniqueKey).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);

    public async Task<IReadOnlySet<Guid>> StandingAsync(HengjianDbContext db, string kind, CancellationToken cancellationToken) =>
        (await db.Set<Notice>().Where(n => n.Kind == kind && n.ClosedAt == null).Select(n => n.SubjectId).ToListAsync(cancellationToken)).ToHashSet();

    public async Task CloseAsync(WriteScope scope, string kind, Guid subjectId, CancellationToken cancellationToken)
    {
        foreach (var notice in await scope.Db.Set<Notice>().Where(n => n.Kind == kind && n.SubjectId == subjectId && n.ClosedAt == null).ToListAsync(cancellationToken))
        {
            notice.ClosedAt = scope.Now;
        }
    }

    public async Task<Page<NoticeView>> ListAsync(Caller caller, NoticeFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var mine = await MineAsync(db, caller, filter.Closed, cancellationToken);
        var found = mine.Where(n => (filter.Kind is null || n.Kind == filter.Kind) && (!filter.Unseen || !n.SeenBy.Contains(caller.Id))).ToList();
        return new Page<NoticeView>([.. found.Skip(page.Skip).Take(page.Size).Select(n => View(n, caller))], found.Count);
    }

    public async Task<int> UnseenAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return (await MineAsync(db, caller, closed: false, cancellationToken)).Count(n => !n.SeenBy.Contains(caller.Id));
    }

    public async Task<IReadOnlyList<string>> KindsAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return [.. (await MineAsync(db, caller, closed: false, cancellationToken)).Select(n => n.Kind).Distinct().Order(StringComparer.Ordinal)];
    }

    public Task<Outcome<int>> SeeAsync(IReadOnlyCollection<Guid> ids, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<int>(
        context,
        async (scope, ct) =>
        {
            var department = await DepartmentAsync(scope.Db, scope.Caller, ct);
            var seen = 0;
            foreach (var notice in await scope.Db.Set<Notice>().Where(n => ids.Contains(n.Id)).ToListAsync(ct))
            {
                if (Concerns(notice, scope.Caller, department) && !notice.SeenBy.Contains(scope.Caller.Id))
                {
                    notice.SeenBy = [.. notice.SeenBy, scope.Caller.Id];
                    seen++;
                }
            }

            return seen;
        },
        cancellationToken);

    /// <summary>By day of ending, then the newest: what ends first presses most.</summary>
    private async Task<List<Notice>> MineAsync(HengjianDbContext db, Caller caller, bool closed, CancellationToken cancellationToken)
    {
        var roles = caller.Roles.ToList();
        var all = caller.Is(Role.GovernanceOfficer);
        var department = await DepartmentAsync(db, caller, cancellationToken);
        var rows = await db.Set<Notice>().Where(n => n.ClosedAt != null == closed && (all || roles.Contains(n.Owner)))
            .OrderByDescending(n => n.RaisedAt).ThenByDescending(n => n.Id).Take(MostRead).ToListAsync(cancellationToken);
        return [.. rows.Where(n => Concerns(n, caller, department)).OrderBy(n => n.DueOn is null ? 0 : 1).ThenBy(n => n.DueOn)];
    }

    private static bool Concerns(Notice notice, Caller caller, Guid? department) =>
        (caller.Is(Role.GovernanceOfficer) && notice.Owner != Role.ConcernHandler) || (caller.Is(notice.Owner) && (notice.DepartmentId is null || notice.DepartmentId == department));

    private async Task<Guid?> DepartmentAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken) =>
        caller.PractitionerId is { } person && (await places.FindAsync(db, [person], cancellationToken)).TryGetValue(person, out var place) ? place.DepartmentId : null;

    private static NoticeView View(Notice n, Caller caller) =>
        new(n.Id, n.Kind, n.Title, n.Path, n.Owner, n.DueOn, n.DaysAhead, n.RaisedAt, n.ClosedAt, n.SeenBy.Contains(caller.Id));
}
