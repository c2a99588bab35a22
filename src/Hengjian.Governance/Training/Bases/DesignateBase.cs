using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>
/// The province answers an application. It designates only where the conditions of R17-4.2.1a to c were met on the day of the application and are met now; what was designated
/// before this system came is recorded with its own first day.
/// </summary>
public sealed class DesignateBase
{
    private const int LongestYears = 10;

    private readonly RegulatorDesk _desk;
    private readonly BaseDecisions _decisions;
    private readonly ISigning _signing;
    private readonly INotices _notices;

    internal DesignateBase(RegulatorDesk desk, BaseDecisions decisions, ISigning signing, INotices notices) => (_desk, _decisions, _signing, _notices) = (desk, decisions, signing, notices);

    public async Task<Outcome<Created>> DesignateAsync(Guid baseId, BaseDesignationRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (await _desk.HostAsync(context.Caller, baseId, cancellationToken) is null)
        {
            return new NotFound("trainingBase");
        }

        var unlocked = await _signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal
            ? refusal
            : await _desk.RunAsync(
                baseId, context, "trainingBase.designated", provinceAlone: false, (scope, row, authority, ct) => DesignateAsync(scope, row, authority, request, unlocked.Value!, ct), cancellationToken);
    }

    public Task<Outcome<Created>> RefuseAsync(Guid baseId, BaseReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => _desk.RunAsync(
        baseId,
        context,
        "trainingBase.refused",
        provinceAlone: true,
        async (scope, row, authority, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 1000);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (await WaitingAsync(scope, row, ct) is not { } application)
            {
                return new Conflict("trainingBase.noApplication");
            }

            Answer(scope, application, BaseApplicationState.Refused, authority, request.Reason);
            await TellAsync(scope, _notices, "trainingBaseRefused", row, application.Number, application.Id, ct);
            return null;
        },
        cancellationToken);

    private async Task<Refusal?> DesignateAsync(
        WriteScope scope, TrainingBase row, AuthorityFact authority, BaseDesignationRequest request, SigningTicket ticket, CancellationToken cancellationToken)
    {
        if (await WaitingAsync(scope, row, cancellationToken) is not { } application)
        {
            return new Conflict("trainingBase.noApplication");
        }

        if (Check(request, row, ShanghaiDay.Of(scope.Now)) is { } wrong)
        {
            return wrong;
        }

        var now = await _decisions.ConditionsAsync(scope.Db, row, ShanghaiDay.Of(application.AppliedAt), scope.Now, authority, cancellationToken);
        if (now.Any(d => d.Blocks))
        {
            return new RuleRefused(now);
        }

        if (application.Decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(application.Decisions);
        }

        var signature = await _signing.SignAsync(scope, ticket, "trainingBase.designated", nameof(TrainingBase), row.Id, Content(row, application, request, authority, now, scope.Now), cancellationToken);
        Follow(row);
        row.Designations = [.. row.Designations, new Designation(application.Id, request.Number!.Trim(), request.From!.Value, request.To, authority.Name, scope.Caller.Id, scope.Now, signature)];
        Answer(scope, application, BaseApplicationState.Designated, authority, request.Note);
        await TellAsync(scope, _notices, "trainingBaseDesignated", row, request.Number.Trim(), application.Id, cancellationToken);
        return null;
    }

    /// <summary>What was ended before its term ended on that day for good; the next designation begins anew.</summary>
    private static void Follow(TrainingBase row)
    {
        if (row.EndedOn is { } ended && row.LastDesignation is { } last)
        {
            row.Designations = [.. row.Designations.SkipLast(1), last with { To = last.To is { } to && to < ended ? to : ended.AddDays(-1) }];
        }

        (row.EndedOn, row.EndReason, row.EndedBy) = (null, null, null);
    }

    private static Invalid? Check(BaseDesignationRequest request, TrainingBase row, DateOnly today)
    {
        var errors = new FieldErrors();
        errors.Text("number", request.Number, 60);
        errors.Text("note", request.Note, 1000, required: false);
        errors.Require(request.From is not null, "from", "field.required");
        errors.Require(request.From is null || (request.From >= today.AddYears(-LongestYears) && request.From <= today.AddYears(1)), "from", "trainingBase.dayTooFar");
        errors.Require(!(request.To < request.From), "to", "register.endsBeforeStart");
        errors.Require(!(request.To > today.AddYears(LongestYears)), "to", "trainingBase.dayTooFar");
        if (row.LastDesignation is { } last)
        {
            var ended = row.EndedOn?.AddDays(-1);
            var lastDay = ended is null || last.To < ended ? last.To : ended;
            errors.Require(!(lastDay >= request.From), "from", "trainingBase.overlaps", ("to", ClauseParameter.TextOf(lastDay) ?? ""));
        }

        return errors.Any ? errors.ToRefusal() : null;
    }

    private static Task<BaseApplication?> WaitingAsync(WriteScope scope, TrainingBase row, CancellationToken cancellationToken) =>
        scope.Db.Set<BaseApplication>().FirstOrDefaultAsync(a => a.BaseId == row.Id && a.State == BaseApplicationState.Waiting, cancellationToken);

    private static void Answer(WriteScope scope, BaseApplication application, BaseApplicationState state, AuthorityFact authority, string? note) =>
        (application.State, application.DecidedBy, application.DecidedFor, application.DecidedAt, application.DecisionNote) =
        (state, scope.Caller.Id, authority.Name, scope.Now, string.IsNullOrWhiteSpace(note) ? null : note.Trim());

    internal static Task TellAsync(WriteScope scope, INotices notices, string kind, TrainingBase row, string about, Guid key, CancellationToken cancellationToken) =>
        notices.RaiseAsync(scope, new NoticeDraft(kind, row.Id, $"{row.Number} {about}", $"/training/bases/{row.Id:D}", Role.Trainer, $"{kind}:{key:D}"), cancellationToken);

    private static byte[] Content(
        TrainingBase row, BaseApplication application, BaseDesignationRequest request, AuthorityFact authority, IReadOnlyList<Decision> decisions, DateTimeOffset signedAt) =>
        CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
            new
            {
                act = "trainingBase.designated",
                baseId = row.Id,
                institution = row.InstitutionId,
                baseNumber = row.Number,
                technologyCategory = row.TechnologyCategory,
                application = application.Number,
                number = request.Number!.Trim(),
                from = request.From,
                to = request.To,
                authority = authority.Name,
                decisions,
                signedAt = StoredInstant.ToMicroseconds(signedAt),
            },
            JsonColumn.Options));
}
