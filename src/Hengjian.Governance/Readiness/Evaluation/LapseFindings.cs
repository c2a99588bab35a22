using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Readiness.Domain;
using Hengjian.Governance.Readiness.Domain.Rules;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Readiness.Evaluation;

/// <summary>
/// A deployment in use that is not ready is a finding of the clause that stops it: to be explained by the last day on which it takes new cases, and mended when it is
/// ready again. Each lapse is one finding, so that a later one is not taken for an earlier one that a person closed.
/// </summary>
internal sealed class LapseFindings(IFindings findings, IReadinessLapses lapses, IInstitutionRegister institutions, RegulationCatalog catalog)
{
    /// <summary>Raises or mends as a new evaluation asks for; called while the one before it still stands in the database.</summary>
    public async Task FollowAsync(WriteScope scope, GovernedDeployment deployment, ReadinessEvaluation? before, ReadinessAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Outcome != ReadinessOutcome.NotReady)
        {
            if (before?.Outcome == ReadinessOutcome.NotReady)
            {
                await EndAsync(scope, deployment.Id, cancellationToken);
            }

            return;
        }

        if (!deployment.InUse || answer.Decisions.FirstOrDefault(d => d.Blocks) is not { } unmet)
        {
            return;
        }

        var standing = before?.Outcome == ReadinessOutcome.NotReady ? await lapses.FindAsync(scope.Db, deployment.Id, cancellationToken) : null;
        var lapse = standing is { BeforeUse: false } ? standing : new ReadinessLapse(scope.Now, []);
        var terms = catalog.Parameters(ClauseIds.UnreadyUse, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken));
        await findings.RaiseAsync(
            scope,
            new FindingDraft(
                KeyOf(deployment.Id, lapse), "readinessLost", unmet.Clause, "deployment", deployment.Id, deployment.Name, $"/deployments/{deployment.Id:D}/readiness", Role.DepartmentHead)
            {
                DeploymentId = deployment.Id,
                DepartmentId = deployment.DepartmentId,
                Decision = unmet,
                DueAt = ShanghaiDay.Start(UnreadyUseRule.LastDay(lapse, terms).AddDays(1)),
            },
            cancellationToken);
    }

    /// <summary>Mends the finding of a lapse that still stands in the database.</summary>
    public async Task EndAsync(WriteScope scope, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (await lapses.FindAsync(scope.Db, deploymentId, cancellationToken) is { } lapse)
        {
            await findings.CloseAsync(scope, KeyOf(deploymentId, lapse), cancellationToken);
        }
    }

    private static string KeyOf(Guid deploymentId, ReadinessLapse lapse) =>
        string.Create(CultureInfo.InvariantCulture, $"readinessLost|{deploymentId:D}|{StoredInstant.ToMicroseconds(lapse.Since)}");
}
