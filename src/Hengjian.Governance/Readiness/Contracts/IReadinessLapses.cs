using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Readiness.Contracts;

/// <summary>A deployment's readiness that is lost.</summary>
/// <param name="Since">The evaluation that first found it so while in use (or first at all, where it was not in use yet); no other outcome was found since.</param>
/// <param name="Clauses">Clauses that stop it by the latest evaluation.</param>
public sealed record ReadinessLapse(DateTimeOffset Since, IReadOnlyList<string> Clauses)
{
    /// <summary>It was not in use at any of those evaluations.</summary>
    public bool BeforeUse { get; init; }
}

/// <summary>Facts of HP-5.6.</summary>
/// <param name="ForCare">False where results are held in shadow, and no reader sees them.</param>
/// <param name="Lapse">Null: ready, or not evaluated yet.</param>
public sealed record UnreadyUseFacts(bool ForCare, ReadinessLapse? Lapse);

/// <summary>Deployments that are not ready by their latest evaluation. Nothing is decided here, so it is cheap enough for each new case.</summary>
public interface IReadinessLapses
{
    /// <summary>Null where the deployment is ready or was not evaluated yet.</summary>
    Task<ReadinessLapse?> FindAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);
}
