using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>How a deployment was used in a span of time.</summary>
/// <param name="Cases">Cases examined in it, without those cancelled.</param>
/// <param name="Issued">Those whose opinion is issued.</param>
/// <param name="WithoutAi">Those read without AI because it failed or may not be used.</param>
/// <param name="ReadByTwo">Issued ones with opinions of two or more people.</param>
/// <param name="ReadByOthers">Issued ones with an opinion of somebody who was not named; 0 where nobody was named.</param>
public sealed record UseCounts(int Cases, int Issued, int WithoutAi, int ReadByTwo, int ReadByOthers);

/// <summary>What is counted of a deployment's cases for its life cycle. No labels, so nothing here can unblind a reader.</summary>
public interface IDeploymentUse
{
    /// <summary>The first examination of a case that was not cancelled; null: never used.</summary>
    Task<DateTimeOffset?> FirstAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);

    /// <param name="db">Database.</param>
    /// <param name="deploymentId">The deployment.</param>
    /// <param name="from">Examined at or after.</param>
    /// <param name="before">Examined before.</param>
    /// <param name="readers">People who may read; empty: everyone.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<UseCounts> CountAsync(HengjianDbContext db, Guid deploymentId, DateTimeOffset from, DateTimeOffset before, IReadOnlyCollection<Guid> readers, CancellationToken cancellationToken);
}
