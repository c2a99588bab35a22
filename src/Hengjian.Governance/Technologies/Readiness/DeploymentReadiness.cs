using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Readiness;

/// <summary>Whether a deployment may be used: R17-0.1, 0.2 and 3.8.1a decide; R17-1.1 to 1.5 have no rule yet and say so.</summary>
public sealed class DeploymentReadiness(Database database, IDeploymentDirectory deployments, RuleEngine engine, TimeProvider clock) : IReadinessDecisions
{
    private static readonly string[] NotYetDecided = ["R17-1.1", "R17-1.2", "R17-1.3", "R17-1.4", "R17-1.5"];

    /// <summary>The decisions as of now, or null when there is no such deployment.</summary>
    public async Task<IReadOnlyList<Decision>?> DecideAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await deployments.FindAsync(db, deploymentId, cancellationToken) is not { } deployment)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        return
        [
            engine.Decide(ClauseIds.Scope, deployment.Scope, now, deployment.Institution),
            engine.Decide(ClauseIds.Embedded, deployment.Scope, now, deployment.Institution),
            .. NotYetDecided.Select(c => engine.NotDecided(c, now, deployment.Institution)),
            engine.Decide(ClauseIds.ApprovedDevice, deployment.Approval, now, deployment.Institution),
        ];
    }
}
