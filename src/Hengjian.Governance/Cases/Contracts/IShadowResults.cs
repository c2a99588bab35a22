using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Results of one algorithm version that a deployment received and that nobody was shown.</summary>
/// <param name="DeploymentId">The deployment.</param>
/// <param name="AlgorithmName">As the results state it; null: they do not.</param>
/// <param name="AlgorithmVersion">As the results state it; null: they do not.</param>
/// <param name="Results">How many; 1 or more.</param>
/// <param name="FirstAt">When the first was received.</param>
/// <param name="LastAt">When the last was received.</param>
public sealed record ShadowResult(Guid DeploymentId, string? AlgorithmName, string? AlgorithmVersion, int Results, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>What was kept in shadow, counted: it says that a version runs, never what it found.</summary>
public interface IShadowResults
{
    /// <summary>By deployment and algorithm version, of these deployments; null: of all.</summary>
    Task<IReadOnlyList<ShadowResult>> CountAsync(HengjianDbContext db, IReadOnlyCollection<Guid>? deployments, CancellationToken cancellationToken);
}
