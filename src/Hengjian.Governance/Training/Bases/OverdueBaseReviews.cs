using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>
/// A yearly re-check whose last day is over (HP-6.2) is a finding of the base, which its trainers answer for: they press the province and explain what was taught meanwhile.
/// It is mended by the re-check, or by the end of the designation.
/// </summary>
internal sealed class OverdueBaseReviews(IWriter writer, Database database, BaseDecisions decisions, IFindings findings, TimeProvider clock) : IRoutine
{
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <summary>Names the breach of one re-check.</summary>
    internal static string Key(BaseReview review) => $"baseReviewOverdue|{review.Id:D}";

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using (var db = database.Read(institution))
        {
            var keys = (await LateAsync(db, clock.GetUtcNow(), cancellationToken)).ConvertAll(Key);
            if (keys.Count == 0 || (await findings.StandingAsync(db, keys, cancellationToken)).Count == keys.Count)
            {
                return;
            }
        }

        await writer.WriteAsSystemAsync(
            institution,
            async (scope, ct) =>
            {
                foreach (var review in await LateAsync(scope.Db, scope.Now, ct))
                {
                    if (await scope.Db.Set<TrainingBase>().FirstOrDefaultAsync(b => b.Id == review.BaseId, ct) is { } row)
                    {
                        await RaiseAsync(scope, row, review, ct);
                    }
                }
            },
            cancellationToken);
    }

    private static Task<List<BaseReview>> LateAsync(HengjianDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(now);
        return db.Set<BaseReview>().Where(r => r.State == BaseReviewState.Open && r.DueOn < today).OrderBy(r => r.DueOn).ThenBy(r => r.Id).ToListAsync(cancellationToken);
    }

    private async Task RaiseAsync(WriteScope scope, TrainingBase row, BaseReview review, CancellationToken cancellationToken)
    {
        var reviews = await scope.Db.Set<BaseReview>().AsNoTracking().Where(r => r.BaseId == row.Id).ToListAsync(cancellationToken);
        await findings.RaiseAsync(
            scope,
            new FindingDraft(Key(review), "baseReviewOverdue", ClauseIds.BaseReview, "trainingBase", row.Id, row.Number, $"/training/bases/{row.Id:D}", Role.Trainer)
            {
                Decision = await decisions.ReviewAsync(scope.Db, row.Number, BaseReviews.LastOn(row, reviews), scope.Now, cancellationToken),
            },
            cancellationToken);
    }
}
