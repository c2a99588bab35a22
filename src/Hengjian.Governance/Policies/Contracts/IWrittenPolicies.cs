using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Policies.Contracts;

/// <summary>A written policy's version that is in force on the day asked about.</summary>
/// <param name="Approver">Who approved it, in the institution's words.</param>
/// <param name="ReviewedOn">Last review by the day; null: none since it came into force.</param>
/// <param name="ReviewBy">Last day in time for the next review, included.</param>
/// <param name="Bound">How many people it binds now.</param>
/// <param name="Acknowledged">How many of them had acknowledged this version by the moment.</param>
public sealed record WrittenPolicyFact(
    Guid PolicyId,
    Guid PolicyVersionId,
    string Title,
    string Number,
    string Approver,
    DateOnly ApprovedOn,
    DateOnly InForceFrom,
    DateOnly? ReviewedOn,
    DateOnly ReviewBy,
    int Bound,
    int Acknowledged)
{
    /// <summary>In force and not overdue for review on the day (HP-8.1).</summary>
    public bool CountsOn(DateOnly day) => InForceFrom <= day && day <= ReviewBy;
}

/// <summary>What other modules ask about written policies: R17-3.6a (follow-up), R17-3.8.2 (registers), HP-13.1 (data use).</summary>
public interface IWrittenPolicies
{
    /// <summary>The versions in force as of <paramref name="at"/> on a topic, the oldest in force first; empty where there is no written policy.</summary>
    Task<IReadOnlyList<WrittenPolicyFact>> InForceAsync(HengjianDbContext db, PolicyTopic topic, DateTimeOffset at, CancellationToken cancellationToken);
}
