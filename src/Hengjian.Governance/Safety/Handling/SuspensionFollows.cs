using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Safety.Handling;

/// <summary>A deployment that is suspended answers every proposal of an event to suspend it, in the same transaction.</summary>
internal sealed class SuspensionFollows(INotices notices) : IDeploymentObserver
{
    public Task RegisteredAsync(WriteScope scope, DeploymentStanding deployment, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task SuspendedAsync(WriteScope scope, DeploymentStanding deployment, string reason, CancellationToken cancellationToken)
    {
        var proposed = await scope.Db.Set<AdverseEvent>().Where(e => e.DeploymentId == deployment.Id && e.Suspension == SuspensionProposal.Proposed).ToListAsync(cancellationToken);
        foreach (var row in proposed)
        {
            row.Suspension = SuspensionProposal.Suspended;
            row.SuspensionNote = reason;
            row.SuspensionDecidedBy = scope.Caller.Id;
            row.SuspensionDecidedAt = scope.Now;
            await notices.CloseAsync(scope, "suspensionProposed", row.Id, cancellationToken);
        }
    }
}
