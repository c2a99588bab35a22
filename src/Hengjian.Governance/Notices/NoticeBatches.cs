using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Notices.Domain;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Notices;

/// <summary>Raises and closes many notices as the program, a part of them an act.</summary>
internal sealed class NoticeBatches(IWriter writer, INotices notices)
{
    private const int ActsOf = 200;

    public async Task RaiseAsync(Guid institution, IEnumerable<NoticeDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var part in drafts.Chunk(ActsOf))
        {
            await writer.WriteAsSystemAsync(institution, async (scope, ct) =>
            {
                foreach (var draft in part)
                {
                    await notices.RaiseAsync(scope, draft, ct);
                }
            }, cancellationToken);
        }
    }

    /// <summary>Closes those of the notices that still stand.</summary>
    public async Task CloseAsync(Guid institution, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var part in ids.Chunk(ActsOf))
        {
            await writer.WriteAsSystemAsync(institution, async (scope, ct) =>
            {
                foreach (var notice in await scope.Db.Set<Notice>().Where(n => part.Contains(n.Id) && n.ClosedAt == null).ToListAsync(ct))
                {
                    notice.ClosedAt = scope.Now;
                }
            }, cancellationToken);
        }
    }
}
