using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Safety.Handling;

/// <summary>Actions that a named person has not done yet. Whoever answers for one need not hold a role: recording it as done is for those who handle events.</summary>
internal sealed class ActionTasks(IAccountOwners accounts) : IOpenTasks
{
    public string Kind => "eventAction";

    public async Task<IReadOnlyCollection<TaskHolder>> HoldersAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        (await Open(db).Where(a => a.OwnerUserId != null).Select(a => a.OwnerUserId!.Value).Distinct().ToListAsync(cancellationToken)).ConvertAll(TaskHolder.OfUser);

    public async Task<IReadOnlyList<OpenTask>> OfAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken)
    {
        if (holder.UserId is not { } user)
        {
            return [];
        }

        var events = db.Set<AdverseEvent>();
        var rows = await Open(db).Where(a => a.OwnerUserId == user).OrderBy(a => a.DueOn).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.EventId, a.Number, a.DueOn, Event = events.Where(e => e.Id == a.EventId).Select(e => e.Number).First() }).ToListAsync(cancellationToken);
        return rows.ConvertAll(a => new OpenTask(Kind, a.Id, $"{a.Event} · {a.Number}", $"/adverse-events/{a.EventId:D}", ShanghaiDay.Start(a.DueOn.AddDays(1))));
    }

    public async Task<Refusal?> HandOverAsync(WriteScope scope, Guid task, TaskHolder from, TaskHolder to, CancellationToken cancellationToken)
    {
        if (from.UserId is not { } user || await Open(scope.Db).FirstOrDefaultAsync(a => a.Id == task && a.OwnerUserId == user, cancellationToken) is not { } action)
        {
            return new NotFound("eventAction");
        }

        action.OwnerUserId = to.UserId;
        action.Owner = (await accounts.AllAsync(scope.Db, cancellationToken)).First(a => a.UserId == to.UserId).Name;
        scope.Record("adverseEvent.actionHandedOver", nameof(AdverseEvent), action.EventId);
        return null;
    }

    private static IQueryable<EventAction> Open(HengjianDbContext db) =>
        db.Set<EventAction>().Where(a => a.Evidence == null && db.Set<AdverseEvent>().Any(e => e.Id == a.EventId && e.State != EventState.Closed));
}
