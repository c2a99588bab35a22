using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Quality.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Quality.Statistics;

internal sealed class PeriodFigures(QualityStatistics statistics, IDeploymentDirectory deployments) : IPeriodFigures
{
    public async Task<IReadOnlyList<DeploymentCounts>> OfAsync(HengjianDbContext db, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var system = Caller.System(db.InstitutionId);
        var counts = new List<DeploymentCounts>();
        foreach (var deployment in (await deployments.GovernedAsync(db, cancellationToken)).OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            var asked = await statistics.AskAsync(system, new StatisticsQuestion { Deployment = deployment.Id, From = from, To = to }, cancellationToken);
            if (asked.Value is { } a)
            {
                counts.Add(new DeploymentCounts(
                    deployment.Name, a.Cases, a.WithReference, a.AiFailures, a.ReadingsAlone, a.ReadingsWithAi, Counts(a.Ai), Counts(a.PhysiciansAlone), Counts(a.PhysiciansWithAi),
                    a.FollowedWrongAi?.Denominator ?? 0, a.FollowedWrongAi?.Numerator ?? 0));
            }
        }

        return counts;
    }

    private static MatrixCounts? Counts(ConfusionFigures? m) => m is null ? null : new MatrixCounts(m.Tp, m.Fp, m.Tn, m.Fn);
}
