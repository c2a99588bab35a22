using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.FollowUps.Contracts;

/// <summary>Facts of R17-3.6b: what a case's plan asks and what was done.</summary>
/// <param name="PlanNumber">Version of the deployment's plan in force; null: none was ever set.</param>
/// <param name="Tasks">Tasks of the case that are still asked: open, done or lost.</param>
public sealed record FollowUpFacts(int? PlanNumber, IReadOnlyList<FollowUpTaskFact> Tasks);

/// <summary>One task.</summary>
/// <param name="DueOn">The plan's day.</param>
public sealed record FollowUpTaskFact(DateOnly DueOn, FollowUpState State);

/// <summary>What other modules ask about follow-up.</summary>
public interface IFollowUpFacts
{
    /// <summary>Facts of R17-3.6b of a case as it stands in the transaction.</summary>
    Task<FollowUpFacts> OfAsync(HengjianDbContext db, Guid caseId, Guid deploymentId, CancellationToken cancellationToken);
}
