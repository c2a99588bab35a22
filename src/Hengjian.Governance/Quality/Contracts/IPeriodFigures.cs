using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Quality.Contracts;

/// <summary>A confusion matrix against the reference.</summary>
public sealed record MatrixCounts(long Tp, long Fp, long Tn, long Fn);

/// <summary>What a deployment did in a period, as counts (definitions: interfaces.md, <c>GET /quality/statistics</c>). Of a case the reference of highest precedence judges.</summary>
/// <param name="Cases">Cases examined in the period.</param>
/// <param name="FollowedWrongAi">Of <paramref name="WrongAiSeen"/> readings with a wrong AI those that gave its label.</param>
public sealed record DeploymentCounts(
    string Name, long Cases, long WithReference, long AiFailures, long ReadingsAlone, long ReadingsWithAi, MatrixCounts? Ai, MatrixCounts? PhysiciansAlone, MatrixCounts? PhysiciansWithAi,
    long WrongAiSeen, long FollowedWrongAi);

/// <summary>Quality figures of a period, for reports outside.</summary>
public interface IPeriodFigures
{
    /// <summary>Every governed deployment of the institution that <paramref name="db"/> reads, by name.</summary>
    /// <param name="from">First local day of the examination.</param>
    /// <param name="to">Last, included.</param>
    Task<IReadOnlyList<DeploymentCounts>> OfAsync(HengjianDbContext db, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
