using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Handovers.People;

/// <summary>Somebody with record or account here, and whether they work.</summary>
internal sealed record KnownPerson(string Name, TaskHolder Holder, AwayState State, DateOnly? Since, IReadOnlyList<Role> Roles)
{
    public Guid Id => Holder.PractitionerId ?? Holder.UserId!.Value;
}

/// <summary>Puts records and accounts of the same people together.</summary>
public sealed class TaskPeople(IAccountOwners accounts, IPractitionerAbsences absences, IPractitionerDirectory practitioners, TimeProvider clock)
{
    /// <summary>The people behind some holders, each once.</summary>
    internal async Task<IReadOnlyList<KnownPerson>> KnownAsync(HengjianDbContext db, IReadOnlyCollection<TaskHolder> holders, CancellationToken cancellationToken)
    {
        var owners = await accounts.AllAsync(db, cancellationToken);
        var byRecord = owners.Where(o => o.PractitionerId is not null).GroupBy(o => o.PractitionerId!.Value)
            .ToDictionary(g => g.Key, g => g.OrderBy(o => o.ClosedAt is null ? 0 : 1).First());
        var byUser = owners.ToDictionary(o => o.UserId);
        var whole = holders.Select(h => new TaskHolder(
                h.PractitionerId ?? (h.UserId is { } user ? byUser.GetValueOrDefault(user)?.PractitionerId : null),
                h.UserId ?? (h.PractitionerId is { } record ? byRecord.GetValueOrDefault(record)?.UserId : null)))
            .Distinct().ToList();
        var records = whole.Select(h => h.PractitionerId).OfType<Guid>().Distinct().ToList();
        var away = await absences.AwayAsync(db, records, ShanghaiDay.Of(clock.GetUtcNow()), cancellationToken);
        var names = await practitioners.NamesAsync(db, records, cancellationToken);
        var known = new List<KnownPerson>();
        foreach (var holder in whole)
        {
            var owner = holder.UserId is { } user ? byUser.GetValueOrDefault(user) : null;
            var name = holder.PractitionerId is { } record ? names.GetValueOrDefault(record) : owner?.Name;
            if (name is null)
            {
                continue;
            }

            var gone = holder.PractitionerId is { } id ? away.GetValueOrDefault(id) : null;
            var (state, since) = gone is not null
                ? (gone.Left ? AwayState.Left : AwayState.Suspended, gone.Days.From)
                : owner?.ClosedAt is { } closed ? (AwayState.AccountClosed, ShanghaiDay.Of(closed)) : (AwayState.Present, (DateOnly?)null);
            known.Add(new KnownPerson(name, holder, state, since, owner?.Roles ?? []));
        }

        return known;
    }

    /// <summary>Everybody with an account in use who works here, by name.</summary>
    internal async Task<IReadOnlyList<TaskTaker>> TakersAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var owners = (await accounts.AllAsync(db, cancellationToken)).Where(o => o.ClosedAt is null).ToList();
        var away = await absences.AwayAsync(
            db, [.. owners.Select(o => o.PractitionerId).OfType<Guid>()], ShanghaiDay.Of(clock.GetUtcNow()), cancellationToken);
        return
        [
            .. owners.Where(o => o.PractitionerId is not { } record || !away.ContainsKey(record)).Select(o => new TaskTaker(o.UserId, o.Name, o.PractitionerId, o.Roles)),
        ];
    }
}
