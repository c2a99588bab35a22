using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>The province suspends a base, lets it resume where the conditions hold again, or ends its designation. Each takes effect on the day on which it is recorded.</summary>
public sealed class SuspendBase
{
    private readonly RegulatorDesk _desk;
    private readonly BaseDecisions _decisions;
    private readonly INotices _notices;
    private readonly IFindings _findings;

    internal SuspendBase(RegulatorDesk desk, BaseDecisions decisions, INotices notices, IFindings findings) =>
        (_desk, _decisions, _notices, _findings) = (desk, decisions, notices, findings);

    public Task<Outcome<Created>> SuspendAsync(Guid baseId, BaseReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => RunAsync(
        baseId,
        request,
        context,
        "trainingBase.suspended",
        async (scope, row, _, ct) =>
        {
            if (row.StandingOn(ShanghaiDay.Of(scope.Now)) is not (BaseStanding.Designated or BaseStanding.Upcoming))
            {
                return new Conflict("trainingBase.notDesignated");
            }

            Suspend(scope, row, request.Reason!.Trim(), null);
            await DesignateBase.TellAsync(scope, _notices, "trainingBaseSuspended", row, row.LastDesignation!.Number, scope.NewId(), ct);
            return null;
        },
        cancellationToken);

    public Task<Outcome<Created>> ResumeAsync(Guid baseId, BaseReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => RunAsync(
        baseId,
        request,
        context,
        "trainingBase.resumed",
        async (scope, row, _, ct) =>
        {
            var today = ShanghaiDay.Of(scope.Now);
            if (row.StandingOn(today) != BaseStanding.Suspended || row.Suspended is not { } suspension)
            {
                return new Conflict("trainingBase.notSuspended");
            }

            var decisions = await _decisions.ConditionsAsync(scope.Db, row, today, scope.Now, null, ct);
            if (decisions.Any(d => d.Blocks))
            {
                return new RuleRefused(decisions);
            }

            row.Suspensions = [.. row.Suspensions.Select(s => s == suspension ? s with { To = today.AddDays(-1) } : s)];
            return null;
        },
        cancellationToken);

    public Task<Outcome<Created>> EndAsync(Guid baseId, BaseReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => RunAsync(
        baseId,
        request,
        context,
        "trainingBase.ended",
        async (scope, row, _, ct) =>
        {
            var today = ShanghaiDay.Of(scope.Now);
            if (row.StandingOn(today) is BaseStanding.Preparing or BaseStanding.Expired or BaseStanding.Ended)
            {
                return new Conflict("trainingBase.notDesignated");
            }

            (row.EndedOn, row.EndReason, row.EndedBy) = (today, request.Reason!.Trim(), scope.Caller.Id);
            row.Suspensions = [.. row.Suspensions.Select(s => s.To is null ? s with { To = today.AddDays(-1) } : s)];
            foreach (var review in await scope.Db.Set<BaseReview>().Where(r => r.BaseId == row.Id && r.State == BaseReviewState.Open).ToListAsync(ct))
            {
                (review.State, review.DecidedBy, review.DecidedAt, review.DecisionNote) = (BaseReviewState.Dropped, scope.Caller.Id, scope.Now, row.EndReason);
                await _findings.CloseAsync(scope, OverdueBaseReviews.Key(review), ct);
            }

            await DesignateBase.TellAsync(scope, _notices, "trainingBaseEnded", row, row.LastDesignation!.Number, scope.NewId(), ct);
            return null;
        },
        cancellationToken);

    internal static void Suspend(WriteScope scope, TrainingBase row, string reason, Guid? review) =>
        row.Suspensions = [.. row.Suspensions, new BaseSuspension(ShanghaiDay.Of(scope.Now), null, reason, scope.Caller.Id, review)];

    private async Task<Outcome<Created>> RunAsync(
        Guid baseId,
        BaseReasonRequest request,
        WriteRequest context,
        string action,
        Func<WriteScope, TrainingBase, AuthorityFact, CancellationToken, Task<Refusal?>> act,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 1000);
        return errors.Any && await _desk.HostAsync(context.Caller, baseId, cancellationToken) is not null
            ? errors.ToRefusal()
            : await _desk.RunAsync(baseId, context, action, provinceAlone: true, act, cancellationToken);
    }
}
