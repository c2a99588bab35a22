using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Retention.Contracts;
using Hengjian.Governance.Retention.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Retention.Erasing;

/// <summary>
/// By the clock: after an erasure the database is written anew, since it lets go of old values without overwriting them (SQLite: VACUUM and an emptied log; PostgreSQL: VACUUM FULL). Where it
/// is in use it is tried again. Backups made before are reached by <see cref="ErasureList"/>; archived logs of the server end by their own terms.
/// </summary>
internal sealed class PurgeErased(IWriter writer, Database database) : IRoutine
{
    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        List<Guid> waiting;
        List<Guid> again;
        await using (var db = database.Read(institution))
        {
            waiting = await db.Set<DeletionRequest>().Where(r => r.State == DeletionState.Erased && r.PurgedAt == null).Select(r => r.Id).ToListAsync(cancellationToken);
            again = await db.Set<ErasureTombstone>().Where(t => t.AppliedAgainAt != null && t.PurgedAt == null).Select(t => t.Id).ToListAsync(cancellationToken);
        }

        if (waiting.Count + again.Count == 0 || !await database.RewriteAsync(cancellationToken))
        {
            return;
        }

        await writer.WriteAsync<bool>(
            new WriteRequest(Caller.System(institution)),
            async (scope, ct) =>
            {
                foreach (var row in await scope.Db.Set<DeletionRequest>().Where(r => waiting.Contains(r.Id)).ToListAsync(ct))
                {
                    row.PurgedAt = scope.Now;
                    scope.Record("retention.purged", nameof(DeletionRequest), row.Id);
                }

                foreach (var row in await scope.Db.Set<ErasureTombstone>().Where(t => again.Contains(t.Id)).ToListAsync(ct))
                {
                    row.PurgedAt = scope.Now;
                    scope.Record("retention.purged", nameof(ErasureTombstone), row.Id);
                }

                return true;
            },
            cancellationToken);
    }
}
