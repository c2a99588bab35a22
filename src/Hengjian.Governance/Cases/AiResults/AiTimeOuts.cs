using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.AiResults;

/// <summary>An AI that has sent nothing within its deployment's time limit has failed: the case is read without it, and a result that still comes is kept apart from what was read. One that waits for the consent has come.</summary>
internal sealed class AiTimeOuts(Database database, IDeploymentDirectory deployments, ReportAiFailure failure, TimeProvider clock) : IRoutine
{
    private const int MostAtOnce = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Read(institution);
        foreach (var used in await deployments.GovernedAsync(db, cancellationToken))
        {
            if (!used.InUse || await deployments.FindAsync(db, used.Id, cancellationToken) is not { AiTimeLimitMinutes: { } minutes })
            {
                continue;
            }

            var before = now.AddMinutes(-minutes);
            var waiting = await db.Set<Case>().Where(c => c.DeploymentId == used.Id && c.State == CaseState.Indicated && c.RegisteredAt < before && c.StudyKey == null)
                .Where(c => !db.Set<AiResult>().Any(r => r.CaseId == c.Id && r.Status == AiResultStatus.AwaitingConsent))
                .OrderBy(c => c.RegisteredAt).Take(MostAtOnce).Select(c => c.Id).ToListAsync(cancellationToken);
            foreach (var subject in waiting)
            {
                // A result that arrives between the look and the act wins: the state table then refuses the failure.
                await failure.HandleAsync(subject, new AiFailureRequest { Code = AiFailureCodes.TimeOut }, new WriteRequest(Caller.System(institution)), cancellationToken);
            }
        }
    }
}
