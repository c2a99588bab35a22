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
/// is in use it is tried again. Copies made before, backups and archived logs of the server, end by their own terms.
/// </summary>
internal sealed class PurgeErased(IWriter writer, Database database) : IRoutine
{
    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        List<Guid> waiting;
        await using (var db = database.Read(institution))
        {
            waiting = await db.Set<DeletionRequest>().Where(r => r.State == DeletionState.Erased && r.PurgedAt == null).Select(r => r.Id).ToListAsync(cancellationToken);
        }

        if (waiting.Count == 0 || !await database.RewriteAsync(cancellationToken))
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

                return true;
            },
            cancellationToken);
    }
}
