using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Domain.Rules;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>The yearly re-check (HP-6.2): opened by the clock, concluded by the province's regulator; one that is not passed suspends the base.</summary>
public sealed class BaseReviews : IRoutine
{
    private readonly IWriter _writer;
    private readonly Database _database;
    private readonly RegulatorDesk _desk;
    private readonly BaseDecisions _decisions;
    private readonly ISigning _signing;
    private readonly INotices _notices;
    private readonly IFindings _findings;
    private readonly TimeProvider _clock;

    internal BaseReviews(IWriter writer, Database database, RegulatorDesk desk, BaseDecisions decisions, ISigning signing, INotices notices, IFindings findings, TimeProvider clock) =>
        (_writer, _database, _desk, _decisions, _signing, _notices, _findings, _clock) = (writer, database, desk, decisions, signing, notices, findings, clock);

    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <summary>Opens the re-checks whose day has come.</summary>
    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using (var db = _database.Read(institution))
        {
            if ((await DueAsync(db, _clock.GetUtcNow(), cancellationToken)).Count == 0)
            {
                return;
            }
        }

        await _writer.WriteAsSystemAsync(
            institution,
            async (scope, ct) =>
            {
                foreach (var (row, opens, due) in await DueAsync(scope.Db, scope.Now, ct))
                {
                    var review = new BaseReview { InstitutionId = institution, Id = scope.NewId(), BaseId = row.Id, State = BaseReviewState.Open, OpensOn = opens, DueOn = due };
                    scope.Db.Add(review);
                    await DesignateBase.TellAsync(scope, _notices, "trainingBaseReviewOpened", row, row.LastDesignation!.Number, review.Id, ct);
                    scope.Record("trainingBase.reviewOpened", nameof(BaseReview), review.Id);
                }
            },
            cancellationToken);
    }

    /// <summary>The day from which the next re-check is counted: of the designation (or of its recording), the last re-check or resumption.</summary>
    internal static DateOnly LastOn(TrainingBase row, IEnumerable<BaseReview> reviews) => new[] { row.LastDesignation!.From, ShanghaiDay.Of(row.LastDesignation.At) }
        .Concat(reviews.Where(r => r.BaseId == row.Id && r.State is BaseReviewState.Passed or BaseReviewState.Failed).Select(r => ShanghaiDay.Of(r.DecidedAt!.Value)))
        .Concat(row.Suspensions.Select(s => s.To?.AddDays(1)).OfType<DateOnly>())
        .Max();

    public async Task<Outcome<Created>> ConcludeAsync(Guid baseId, BaseReviewRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (await _desk.HostAsync(context.Caller, baseId, cancellationToken) is null)
        {
            return new NotFound("trainingBase");
        }

        var errors = new FieldErrors();
        errors.Require(request.Passed is not null, "passed", "field.required");
        errors.Text("note", request.Note, 1000, required: request.Passed == false);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var unlocked = await _signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal
            ? refusal
            : await _desk.RunAsync(
                baseId, context, "trainingBase.reviewed", provinceAlone: true, (scope, row, authority, ct) => ConcludeAsync(scope, row, authority, request, unlocked.Value!, ct), cancellationToken);
    }

    private async Task<Refusal?> ConcludeAsync(
        WriteScope scope, TrainingBase row, AuthorityFact authority, BaseReviewRequest request, SigningTicket ticket, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<BaseReview>().FirstOrDefaultAsync(r => r.BaseId == row.Id && r.State == BaseReviewState.Open, cancellationToken) is not { } review)
        {
            return new Conflict("trainingBase.noReview");
        }

        var decisions = await _decisions.ConditionsAsync(scope.Db, row, review.OpensOn, scope.Now, null, cancellationToken);
        if (request.Passed == true && decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(decisions);
        }

        review.State = request.Passed == true ? BaseReviewState.Passed : BaseReviewState.Failed;
        (review.DecidedBy, review.DecidedFor, review.DecidedAt, review.DecisionNote) =
            (scope.Caller.Id, authority.Name, scope.Now, string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim());
        review.Decisions = decisions;
        var content = CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
            new
            {
                act = "trainingBase.reviewed",
                baseId = row.Id,
                institution = row.InstitutionId,
                reviewId = review.Id,
                opensOn = review.OpensOn,
                state = review.State,
                note = review.DecisionNote,
                authority = authority.Name,
                decisions,
                signedAt = StoredInstant.ToMicroseconds(scope.Now),
            },
            JsonColumn.Options));
        review.SignatureId = await _signing.SignAsync(scope, ticket, "trainingBase.reviewed", nameof(BaseReview), review.Id, content, cancellationToken);
        await _findings.CloseAsync(scope, OverdueBaseReviews.Key(review), cancellationToken);
        if (review.State == BaseReviewState.Failed && row.Suspended is null)
        {
            SuspendBase.Suspend(scope, row, review.DecisionNote!, review.Id);
            await DesignateBase.TellAsync(scope, _notices, "trainingBaseSuspended", row, row.LastDesignation!.Number, review.Id, cancellationToken);
        }

        return null;
    }

    private async Task<IReadOnlyList<(TrainingBase Row, DateOnly OpensOn, DateOnly DueOn)>> DueAsync(HengjianDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(now);
        var bases = (await db.Set<TrainingBase>().AsNoTracking().ToListAsync(cancellationToken)).FindAll(b => b.StandingOn(today) is BaseStanding.Designated or BaseStanding.Suspended);
        if (bases.Count == 0)
        {
            return [];
        }

        var reviews = await db.Set<BaseReview>().AsNoTracking().ToListAsync(cancellationToken);
        var terms = await _decisions.ReviewTermsAsync(db, now, cancellationToken);
        return
        [
            .. bases.Where(b => !reviews.Exists(r => r.BaseId == b.Id && r.State == BaseReviewState.Open))
                .Select(b => (b, Term: BaseReviewRule.Term(LastOn(b, reviews), terms)))
                .Where(b => b.Term.OpensOn <= today).Select(b => (b.b, b.Term.OpensOn, b.Term.DueOn)),
        ];
    }
}
