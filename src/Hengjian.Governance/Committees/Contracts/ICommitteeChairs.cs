using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Committees.Contracts;

/// <summary>Who leads a committee now.</summary>
public interface ICommitteeChairs
{
    Task<bool> IsChairAsync(HengjianDbContext db, CommitteeKind committee, Guid userId, CancellationToken cancellationToken);
}
