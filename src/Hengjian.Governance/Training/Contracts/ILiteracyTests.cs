using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>The test of judgement of AI literacy: spotting wrong results. Whoever holds examinations answers for it.</summary>
public interface ILiteracyTests
{
    /// <summary>When each of some users last passed it; those who never did are absent.</summary>
    Task<IReadOnlyDictionary<Guid, DateTimeOffset>> PassedAsync(HengjianDbContext db, IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken);
}
