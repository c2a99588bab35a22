using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.TrialRuns;

/// <summary>The part of a named reader in a trial run that is planned or runs.</summary>
internal sealed class TrialReaderTasks(IEligibility eligibility, IDeploymentDirectory deployments) : IOpenTasks
{
    public string Kind => "trialReader";

    public async Task<IReadOnlyCollection<TaskHolder>> HoldersAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        [.. (await Open(db).ToListAsync(cancellationToken)).SelectMany(t => t.Conditions.Readers).Distinct().Select(TaskHolder.OfPractitioner)];

    public async Task<IReadOnlyList<OpenTask>> OfAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken)
    {
        if (holder.PractitionerId is not { } reader)
        {
            return [];
        }

        var trials = (await Open(db).ToListAsync(cancellationToken)).FindAll(t => t.Conditions.Readers.Contains(reader));
        var names = await deployments.NamesAsync(db, [.. trials.Select(t => t.DeploymentId).Distinct()], cancellationToken);
        return trials.ConvertAll(t => new OpenTask(Kind, t.Id, names.GetValueOrDefault(t.DeploymentId) ?? "", $"/deployments/{t.DeploymentId:D}/trial-run", null));
    }

    public async Task<Refusal?> HandOverAsync(WriteScope scope, Guid task, TaskHolder from, TaskHolder to, CancellationToken cancellationToken)
    {
        if (await Open(scope.Db).FirstOrDefaultAsync(t => t.Id == task, cancellationToken) is not { } trial
            || from.PractitionerId is not { } reader || !trial.Conditions.Readers.Contains(reader))
        {
            return new NotFound("trialRun");
        }

        if (to.PractitionerId is not { } taker
            || await eligibility.DecideAsync(scope.Db, taker, trial.DeploymentId, PractitionerAct.Opinion, scope.Now, cancellationToken) is not { } decisions)
        {
            return new Conflict("handover.noRecord");
        }

        if (trial.Conditions.Readers.Contains(taker))
        {
            return new Conflict("handover.alreadyNamed");
        }

        if (decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(decisions);
        }

        trial.Conditions = trial.Conditions with { Readers = [.. trial.Conditions.Readers.Select(r => r == reader ? taker : r)] };
        scope.Record("trial.readerReplaced", nameof(TrialRun), trial.Id);
        return null;
    }

    private static IQueryable<TrialRun> Open(HengjianDbContext db) => db.Set<TrialRun>().Where(t => t.State == TrialState.Planned || t.State == TrialState.Running);
}
