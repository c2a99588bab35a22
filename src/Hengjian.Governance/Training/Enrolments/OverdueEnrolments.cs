using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>Raises a compliance finding for each training whose last day is over (R17-4.2.2b); the same last day is told of once.</summary>
internal sealed class OverdueEnrolments(IWriter writer, Database database, IFindings findings, TimeProvider clock) : IRoutine
{
    private const int MostAtOnce = 500;

    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <summary>Names the breach of one last day.</summary>
    internal static string Key(Enrolment enrolment) => $"enrolmentOverdue|{enrolment.Id:D}|{enrolment.DueOn:yyyy-MM-dd}";

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        await using (var db = database.Read(institution))
        {
            var keys = (await Late(db, today).ToListAsync(cancellationToken)).ConvertAll(Key);
            if (keys.Count == 0 || (await findings.StandingAsync(db, keys, cancellationToken)).Count == keys.Count)
            {
                return;
            }
        }

        await writer.WriteAsSystemAsync(
            institution,
            async (scope, ct) =>
            {
                foreach (var late in await Late(scope.Db, today).ToListAsync(ct))
                {
                    await findings.RaiseAsync(
                        scope,
                        new FindingDraft(Key(late), "enrolmentOverdue", ClauseIds.TimelyTraining, "enrolment", late.Id, late.Number, $"/training/enrolments/{late.Id:D}", Role.Trainer),
                        ct);
                }
            },
            cancellationToken);
    }

    private static IQueryable<Enrolment> Late(HengjianDbContext db, DateOnly today) =>
        db.Set<Enrolment>().Where(e => e.State == EnrolmentState.Active && e.DueOn != null && e.DueOn < today).OrderBy(e => e.DueOn).ThenBy(e => e.Id).Take(MostAtOnce);
}
