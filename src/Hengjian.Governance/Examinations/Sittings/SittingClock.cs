using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Sittings;

/// <summary>Closes sittings whose time is over, and marks as missed those whose window passed without a start.</summary>
internal sealed class SittingClock(Database database, IWriter writer, CloseSitting closing, TimeProvider clock) : IRoutine
{
    private const int AtOnce = 50;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<Guid> due;
        await using (var db = database.Read(institution))
        {
            due = await Due(db, now).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellationToken);
        }

        foreach (var part in due.Chunk(AtOnce))
        {
            await writer.WriteAsSystemAsync(
                institution,
                async (scope, ct) =>
                {
                    foreach (var sitting in await Due(scope.Db, scope.Now).Where(s => part.Contains(s.Id)).ToListAsync(ct))
                    {
                        if (sitting.State == SittingState.Running)
                        {
                            await closing.CloseAsync(scope, sitting, sitting.EndsAt!.Value, byClock: true, ct);
                        }
                        else
                        {
                            sitting.State = SittingState.Missed;
                            scope.Record("sitting.missed", nameof(Sitting), sitting.Id);
                        }
                    }
                },
                cancellationToken);
        }
    }

    private static IQueryable<Sitting> Due(HengjianDbContext db, DateTimeOffset now) => db.Set<Sitting>().Where(s =>
        (s.State == SittingState.Running && s.EndsAt <= now) || (s.State == SittingState.Scheduled && s.ClosesAt <= now));
}
