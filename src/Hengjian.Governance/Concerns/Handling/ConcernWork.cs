using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.Concerns.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Concerns.Handling;

/// <summary>What waits for the handlers of concerns: those open to them, and the half-yearly test of the channel.</summary>
internal sealed class ConcernWork(RuleEngine engine, IInstitutionRegister institutions, TimeProvider clock) : IWorkSource, IDueSource
{
    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.ConcernsHandle))
        {
            return [];
        }

        var waiting = new List<WaitingWork>();
        var now = clock.GetUtcNow();
        var today = ShanghaiDay.Of(now);
        var open = await OpenAsync(db, caller, cancellationToken);
        if (open.Count > 0)
        {
            var late = open.Any(c => (c.AnsweredOn is null && c.AnswerDueOn < today) || c.DecisionDueOn < today);
            waiting.Add(new WaitingWork("concernsOpen", open.Count, "/concerns", late ? WorkUrgency.Overdue : WorkUrgency.Due));
        }

        var last = await db.Set<Concern>().Where(c => c.IsTest && c.AnsweredOn != null).OrderByDescending(c => c.AnsweredOn).Select(c => c.AnsweredOn).FirstOrDefaultAsync(cancellationToken);
        var test = engine.Decide(ClauseIds.ConcernChannelTest, new ChannelTestFacts(last), now, await institutions.CreditCodeAsync(db, cancellationToken));
        if (test.Outcome == ClauseOutcome.NotSatisfied)
        {
            waiting.Add(new WaitingWork("concernChannelTest", 1, "/concerns", WorkUrgency.Due));
        }

        return waiting;
    }

    /// <summary>For the handlers themselves alone: of a concern nobody else is told, so it does not escalate; its own clock names who takes over.</summary>
    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (caller.Kind != CallerKind.User || !caller.Can(Permission.ConcernsHandle))
        {
            return [];
        }

        return
        [
            .. (await OpenAsync(db, caller, cancellationToken))
                .Select(c => (Concern: c, DueAt: ShanghaiDay.Start((c.AnsweredOn is null ? c.AnswerDueOn : c.DecisionDueOn).AddDays(1))))
                .Where(c => c.DueAt <= until).OrderBy(c => c.DueAt).Take(most)
                .Select(c => new DueItem("concern", c.Concern.Id, c.Concern.Number, $"/concerns/{c.Concern.Id:D}", Role.ConcernHandler, c.DueAt) { Escalates = false }),
        ];
    }

    private static async Task<List<Concern>> OpenAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken) =>
        [.. (await db.Set<Concern>().Where(c => c.State == ConcernState.Received || c.State == ConcernState.Answered).ToListAsync(cancellationToken)).Where(c => !c.Excluded.Contains(caller.Id))];
}
