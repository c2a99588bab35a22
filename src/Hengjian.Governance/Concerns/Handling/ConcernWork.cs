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
internal sealed class ConcernWork(RuleEngine engine, IInstitutionRegister institutions, TimeProvider clock) : IWorkSource
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
        var open = (await db.Set<Concern>().Where(c => c.State == ConcernState.Received || c.State == ConcernState.Answered).ToListAsync(cancellationToken))
            .Where(c => !c.Excluded.Contains(caller.Id)).ToList();
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
}
