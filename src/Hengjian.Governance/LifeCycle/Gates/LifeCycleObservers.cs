using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Gates;

/// <summary>Keeps what happens to deployments elsewhere as events: registration, suspension, and what committees decide on their gates.</summary>
internal sealed class LifeCycleObservers(IDeploymentStages stages) : IDeploymentObserver, IMotionObserver
{
    public string SubjectKind => GateEvaluation.SubjectKind;

    public Task RegisteredAsync(WriteScope scope, DeploymentStanding deployment, CancellationToken cancellationToken)
    {
        var kind = deployment.Takeover is null ? LifeCycleEventKind.Registered : LifeCycleEventKind.TakenOver;
        LifeCycleLog.Add(scope, deployment, kind, new StepDetails { Remark = deployment.Takeover?.Reason });
        return Task.CompletedTask;
    }

    public Task SuspendedAsync(WriteScope scope, DeploymentStanding deployment, string reason, CancellationToken cancellationToken)
    {
        LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.Suspended, new StepDetails { Remark = reason });
        return Task.CompletedTask;
    }

    public async Task OnDecidedAsync(WriteScope scope, MotionFacts motion, CancellationToken cancellationToken)
    {
        if (await stages.FindAsync(scope.Db, motion.SubjectId, cancellationToken) is not { } deployment)
        {
            return;
        }

        var gate = await scope.Db.Set<GateMotion>().FirstOrDefaultAsync(m => m.MotionId == motion.Id, cancellationToken);
        LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.MotionDecided, new StepDetails { Gate = gate?.Gate, SubjectId = motion.Id, Remark = motion.Conditions });
    }
}
