using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Results;

/// <summary>Literacy tests that were passed.</summary>
internal sealed class LiteracyResults : ILiteracyTests
{
    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> PassedAsync(HengjianDbContext db, IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken)
    {
        var ids = userIds.Distinct().ToList();
        var passed = await db.Set<Sitting>().AsNoTracking()
            .Where(s => s.Purpose == PaperPurpose.Literacy && s.State == SittingState.Concluded && s.Passed == true && s.UserId != null && ids.Contains(s.UserId.Value))
            .Select(s => new { UserId = s.UserId!.Value, ConcludedAt = s.ConcludedAt!.Value }).ToListAsync(cancellationToken);
        return passed.GroupBy(s => s.UserId).ToDictionary(g => g.Key, g => g.Max(s => s.ConcludedAt));
    }
}
