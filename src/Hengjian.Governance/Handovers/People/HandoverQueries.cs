using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Handovers.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Handovers.People;

/// <summary>Who is away while tasks wait for them, and what waits for one person.</summary>
public sealed class HandoverQueries(
    Database database, TaskPeople people, IEnumerable<IOpenTasks> sources, IActorNames actors, IPractitionerDirectory practitioners) : IWorkSource
{
    private const int MostShown = 100;

    /// <summary>Everybody who left, is suspended or whose account is closed while tasks wait, by name.</summary>
    public async Task<IReadOnlyList<LeaverView>> LeaversAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await LeaversAsync(db, cancellationToken);
    }

    /// <summary>What waits for a person, by the id of the record or of the account; null where there is no such person here.</summary>
    public async Task<PersonTasks?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await PersonAsync(db, id, cancellationToken) is not { } person ? null : new PersonTasks(
            person.Id, person.Name, person.Holder, person.State, person.Since, await TasksAsync(db, person.Holder, cancellationToken), await PastAsync(db, person, cancellationToken));
    }

    /// <summary>Colleagues who work here and can sign in, without the person.</summary>
    public async Task<IReadOnlyList<TaskTaker>> TakersAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return [.. (await people.TakersAsync(db, cancellationToken)).Where(t => t.UserId != id && t.PractitionerId != id)];
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.TasksHandOver) || await LeaversAsync(db, cancellationToken) is not { Count: > 0 } leavers)
        {
            return [];
        }

        return [new WaitingWork("tasksOfLeavers", leavers.Sum(l => l.Tasks), leavers.Count == 1 ? $"/handovers/{leavers[0].Id:D}" : "/handovers", WorkUrgency.Due)];
    }

    internal async Task<KnownPerson?> PersonAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken) =>
        // A record that is none of ours gives no name, and neither does an account.
        (await people.KnownAsync(db, [TaskHolder.OfPractitioner(id)], cancellationToken)).FirstOrDefault()
            ?? (await people.KnownAsync(db, [TaskHolder.OfUser(id)], cancellationToken)).FirstOrDefault();

    internal async Task<IReadOnlyList<OpenTask>> TasksAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken)
    {
        var tasks = new List<OpenTask>();
        foreach (var source in sources)
        {
            tasks.AddRange(await source.OfAsync(db, holder, cancellationToken));
        }

        return tasks;
    }

    private async Task<IReadOnlyList<LeaverView>> LeaversAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var holders = new HashSet<TaskHolder>();
        foreach (var source in sources)
        {
            holders.UnionWith(await source.HoldersAsync(db, cancellationToken));
        }

        var leavers = new List<LeaverView>();
        foreach (var person in (await people.KnownAsync(db, holders, cancellationToken)).Where(p => p.State != AwayState.Present))
        {
            if ((await TasksAsync(db, person.Holder, cancellationToken)).Count is > 0 and var count)
            {
                leavers.Add(new LeaverView(person.Id, person.Name, person.State, person.Since, count));
            }
        }

        return [.. leavers.OrderBy(l => l.Name, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<HandoverView>> PastAsync(HengjianDbContext db, KnownPerson person, CancellationToken cancellationToken)
    {
        var (record, user) = person.Holder;
        var rows = await db.Set<Handover>().Where(h => (record != null && h.FromPractitionerId == record) || (user != null && h.FromUserId == user))
            .OrderByDescending(h => h.MadeAt).ThenByDescending(h => h.Id).Take(MostShown).ToListAsync(cancellationToken);
        var names = await actors.FindAsync(db.InstitutionId, [.. rows.SelectMany(h => new[] { h.ToUserId, h.MadeBy }).Distinct().Select(i => i.ToString("D"))], cancellationToken);
        var records = await practitioners.NamesAsync(db, [.. rows.Select(h => h.ToPractitionerId).OfType<Guid>().Distinct()], cancellationToken);
        return
        [
            .. rows.Select(h => new HandoverView(
                h.Id, h.Kind, h.Title, h.Path, person.Name,
                (h.ToPractitionerId is { } to ? records.GetValueOrDefault(to) : null) ?? names.GetValueOrDefault(h.ToUserId.ToString("D")) ?? "",
                h.Reason, names.GetValueOrDefault(h.MadeBy.ToString("D")) ?? "", h.MadeAt)),
        ];
    }
}
