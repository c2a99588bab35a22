using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Safety.Reminders;

/// <summary>Tells the quality officer once of each event whose investigation is past its day, and of each action past its own.</summary>
internal sealed class OverdueEvents(IWriter writer, Database database, INotices notices, TimeProvider clock) : IRoutine
{
    public const string Kind = "eventOverdue";

    private const int MostAtOnce = 500;

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        if (!await AnyAsync(institution, today, cancellationToken))
        {
            return;
        }

        await writer.WriteAsSystemAsync(
            institution,
            async (scope, ct) =>
            {
                foreach (var late in await Late(scope.Db, today).Take(MostAtOnce).ToListAsync(ct))
                {
                    await notices.RaiseAsync(
                        scope,
                        new NoticeDraft(Kind, late.Id, late.Number, $"/adverse-events/{late.Id:D}", Role.QualityOfficer, $"{Kind}:{late.Id:D}:{late.State}") { DueOn = late.InvestigationDueOn },
                        ct);
                }
            },
            cancellationToken);
    }

    private async Task<bool> AnyAsync(Guid institution, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return await Late(db, today).AnyAsync(cancellationToken);
    }

    private static IQueryable<AdverseEvent> Late(HengjianDbContext db, DateOnly today)
    {
        var actions = db.Set<EventAction>();
        return db.Set<AdverseEvent>()
            .Where(e => (e.State == EventState.Reported && e.InvestigationDueOn < today)
                || (e.State == EventState.Investigated && actions.Any(a => a.EventId == e.Id && a.Evidence == null && a.DueOn < today)))
            .OrderBy(e => e.InvestigationDueOn);
    }
}
