using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Committees.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Committees.Seats;

internal sealed class CommitteeChairs : ICommitteeChairs
{
    public Task<bool> IsChairAsync(HengjianDbContext db, CommitteeKind committee, Guid userId, CancellationToken cancellationToken) =>
        db.Set<CommitteeSeat>().AnyAsync(s => s.Committee == committee && s.UserId == userId && s.Chair && s.EndedAt == null, cancellationToken);
}
