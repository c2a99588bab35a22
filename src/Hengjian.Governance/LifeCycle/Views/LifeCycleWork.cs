using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Views;

/// <summary>What the life of deployments asks of people: gates to sign, gates to hand in, trials to end, takeovers to confirm; and trials that end on a day.</summary>
internal sealed class LifeCycleWork(IDeploymentStages stages, ICommitteeChairs chairs, TimeProvider clock) : IWorkSource, IExpirySource
{
    private const string Deployments = "/deployments";

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var work = new List<WaitingWork>();
        if (caller.Can(Permission.MotionsVote) && await chairs.IsChairAsync(db, CommitteeKind.Technology, caller.Id, cancellationToken))
        {
            var waiting = await db.Set<GateSubmission>().Where(s => s.State == SubmissionState.AwaitingChair && s.SubmittedBy != caller.Id).ToListAsync(cancellationToken);
            Add(work, "gatesToSign", waiting.ConvertAll(s => s.DeploymentId), WorkUrgency.Due, waiting.Count == 1 ? LifeCycleQueries.GatePath(waiting[0].DeploymentId, waiting[0].Gate, waiting[0].ChangeId) : null);
        }

        if (caller.Can(Permission.DeploymentsWrite))
        {
            var standing = await stages.AllAsync(db, cancellationToken);
            var trials = await db.Set<TrialRun>().Where(t => t.State == TrialState.Running || t.State == TrialState.Succeeded).ToListAsync(cancellationToken);
            var today = ShanghaiDay.Of(clock.GetUtcNow());
            Add(work, "trialsToEnd", [.. trials.Where(t => t.State == TrialState.Running && t.Conditions.To < today).Select(t => t.DeploymentId)], WorkUrgency.Overdue);
            Add(work, "gatesToHandIn", [.. await ReadyAsync(db, standing, trials, cancellationToken)], WorkUrgency.Waiting);
            var passed = await db.Set<LifeCycleEvent>().Where(e => e.Kind == LifeCycleEventKind.GatePassed).ToListAsync(cancellationToken);
            var events = passed.ToLookup(e => e.DeploymentId);
            Add(work, "takeoversToConfirm", [.. standing.Where(d => LifeCycleQueries.TakeoverOpen(d, [.. events[d.Id]])).Select(d => d.Id)], WorkUrgency.Waiting);
        }

        return work;
    }

    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var names = (await stages.AllAsync(db, cancellationToken)).ToDictionary(d => d.Id, d => d.Name);
        var trials = await db.Set<TrialRun>().Where(t => t.State == TrialState.Running).ToListAsync(cancellationToken);
        return
        [
            .. trials.Where(t => t.Conditions.To <= day && names.ContainsKey(t.DeploymentId))
                .Select(t => new Expiry("trialRun", t.Id, names[t.DeploymentId], t.Conditions.To, $"{Deployments}/{t.DeploymentId:D}/trial-run", Role.GovernanceOfficer)),
        ];
    }

    /// <summary>Deployments whose next gate lacks no test, trial or vote that this can tell without deciding everything.</summary>
    private static async Task<IEnumerable<Guid>> ReadyAsync(HengjianDbContext db, IReadOnlyList<DeploymentStanding> standing, List<TrialRun> trials, CancellationToken cancellationToken)
    {
        var tested = (await db.Set<AcceptanceTest>().Where(t => t.State == AcceptanceTestState.Passed).Select(t => new { t.DeploymentId, t.TechnologyVersionId }).ToListAsync(cancellationToken))
            .Select(t => (t.DeploymentId, t.TechnologyVersionId)).ToHashSet();
        var handedIn = (await db.Set<GateSubmission>().Where(s => s.State == SubmissionState.AwaitingChair).Select(s => s.DeploymentId).ToListAsync(cancellationToken)).ToHashSet();
        return standing.Where(d => d.SuspendedAt is null && !handedIn.Contains(d.Id) && d.Stage switch
        {
            DeploymentStage.AcceptanceTest => tested.Contains((d.Id, d.VersionId)),
            DeploymentStage.TrialRun => trials.Exists(t => t.DeploymentId == d.Id && t.TechnologyVersionId == d.VersionId && t.State == TrialState.Succeeded),
            _ => false,
        }).Select(d => d.Id);
    }

    private static void Add(List<WaitingWork> work, string kind, IReadOnlyCollection<Guid> of, WorkUrgency urgency, string? path = null)
    {
        if (of.Count > 0)
        {
            work.Add(new WaitingWork(kind, of.Count, path ?? (of.Count == 1 ? $"{Deployments}/{of.First():D}/life-cycle" : Deployments), urgency));
        }
    }
}
