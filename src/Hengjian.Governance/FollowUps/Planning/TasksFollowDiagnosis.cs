using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Planning;

/// <summary>
/// A case that is concluded gets the tasks that its deployment's plan asks of its diagnosis, in the same transaction. When the diagnosis is corrected, open tasks that the
/// plan no longer asks for are dropped and those that it asks for now are added; what was done stays.
/// </summary>
internal sealed class TasksFollowDiagnosis : ICaseObserver
{
    public Task CaseChangedAsync(WriteScope scope, CaseFacts? before, CaseFacts after, CancellationToken cancellationToken)
    {
        // Nothing is read before a case is complete: opinions and AI results pass here too.
        var concluded = IsComplete(after.State) && !after.Study && (before is null || !IsComplete(before.State) || before.FinalLabel != after.FinalLabel);
        return concluded ? PlanAsync(scope, after, cancellationToken) : Task.CompletedTask;
    }

    private static async Task PlanAsync(WriteScope scope, CaseFacts subject, CancellationToken cancellationToken)
    {
        if (await PlanBook.InForceAsync(scope.Db, subject.DeploymentId, cancellationToken) is not { } plan)
        {
            return;
        }

        var existing = await scope.Db.Set<FollowUpTask>().Where(t => t.CaseId == subject.CaseId && t.PlanId != null).ToListAsync(cancellationToken);
        TaskChanges.Of(plan, new PlannedCase(subject.CaseId, subject.FinalLabel, subject.ConcludedAt ?? scope.Now), existing).Apply(scope, plan, subject.CaseId, DropReason.DiagnosisCorrected);
    }

    private static bool IsComplete(CaseState state) => state is CaseState.Concluded or CaseState.Reported or CaseState.Closed;
}
