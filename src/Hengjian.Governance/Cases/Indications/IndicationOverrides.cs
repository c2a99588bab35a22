using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Register;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Indications;

/// <summary>A physician asks to go on in an emergency although the checklist forbids it.</summary>
public sealed record OverrideRequest
{
    public string? Reason { get; init; }

    /// <summary>Absent: what was answered so far stands.</summary>
    public IndicationAnswers? Indication { get; init; }
}

public sealed record OverrideSignatureRequest
{
    public SignatureInput? Signature { get; init; }
}

/// <summary>What the reviewer of an override found.</summary>
public sealed record OverrideReviewRequest
{
    public bool? Justified { get; init; }

    public string? Text { get; init; }
}

/// <summary>Emergency override of a contraindication or a lacking indication: one physician gives the reason, another signs, a third person reviews it within the pack's time.</summary>
public sealed class IndicationOverrides(
    CaseActs acts, IWriter writer, IIndicationGrounds grounds, IPractitionerDirectory practitioners, CaseDecisions rules, CaseParameters parameters, ISigning signing, INotices notices, IFindings findings)
{
    public const string ReviewNotice = "overrideToReview";

    public Task<Outcome<CaseStateAnswer>> RequestAsync(Guid caseId, OverrideRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CaseStateAnswer>(caseId, context, CaseEvent.RequestIndicationOverride, (act, ct) => AskAsync(act, request, ct), cancellationToken);

    /// <summary>The second physician signs; the case is indicated and the review is due.</summary>
    public async Task<Outcome<CaseStateAnswer>> SignAsync(Guid caseId, OverrideSignatureRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal
            ? refusal
            : await acts.RunAsync<CaseStateAnswer>(
                caseId, context, CaseEvent.SignIndicationOverride, (act, ct) => SignAsync(act, unlocked.Value!, ct), cancellationToken);
    }

    /// <summary>Somebody who is neither of the two reviews a signed override, in whatever state the case is by then.</summary>
    public Task<Outcome<CaseStateAnswer>> ReviewAsync(Guid caseId, OverrideReviewRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<CaseStateAnswer>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.Justified is not null, "justified", "field.required");
            errors.Text("text", request.Text, 2000);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (await acts.OpenAsync(scope, caseId, ct) is not { } act)
            {
                return new NotFound("case");
            }

            if (await RowAsync(act, ct) is not { ReviewDueAt: not null, ReviewedAt: null } row)
            {
                return new Conflict("case.noOverrideToReview");
            }

            if (scope.Caller.PractitionerId is { } self && (self == row.PractitionerId || self == row.SecondId))
            {
                return new Forbidden("case.overrideOfOneself");
            }

            (row.ReviewedBy, row.ReviewedAt, row.Justified) = (scope.Caller.Id, scope.Now, request.Justified);
            row.ReviewText = act.Protect("review_text", row.Id, request.Text!.Trim());
            await notices.CloseAsync(scope, ReviewNotice, caseId, ct);
            await findings.CloseAsync(scope, OverrideWork.KeyOf(caseId), ct);
            scope.Record("case.indication.overrideReviewed", nameof(Case), caseId);
            return new CaseStateAnswer(caseId, act.Case.State);
        },
        cancellationToken);

    private async Task<Outcome<CaseStateAnswer>> AskAsync(CaseAct act, OverrideRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 1000);
        RegisterCase.CheckIndication(request.Indication, act.Deployment, errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (await SelfAsync(act, cancellationToken) is not { Kind: PractitionerKind.Physician } first)
        {
            return new Forbidden("case.onlyPhysicians");
        }

        act.Case.Indication = request.Indication ?? act.Case.Indication;
        var ground = await grounds.OfAsync(act.Scope.Db, act.Deployment.Id, cancellationToken);
        if (!rules.Indication(act.Case, act.Deployment, ground, act.Now, confirmedBy: first)[^1].Blocks)
        {
            return new Conflict("case.overrideNotNeeded");
        }

        var row = await RowAsync(act, cancellationToken) ?? act.Add(new CaseIndication { CaseId = act.Case.Id });
        (row.PractitionerId, row.OverrideRequestedAt) = (first.Id, act.Now);
        row.OverrideReason = act.Protect("override_reason", row.Id, request.Reason!.Trim());
        act.Move(CaseEvent.RequestIndicationOverride, CaseState.Registered);
        act.Scope.Record("case.indication.overrideRequested", nameof(Case), act.Case.Id);
        return new CaseStateAnswer(act.Case.Id, act.Case.State);
    }

    private async Task<Outcome<CaseStateAnswer>> SignAsync(CaseAct act, SigningTicket ticket, CancellationToken cancellationToken)
    {
        if (await RowAsync(act, cancellationToken) is not { OverrideRequestedAt: not null, PractitionerId: { } first } row)
        {
            return new Conflict("case.noOverrideToSign");
        }

        if (await SelfAsync(act, cancellationToken) is not { } second)
        {
            return new Forbidden("case.onlyPhysicians");
        }

        var ground = await grounds.OfAsync(act.Scope.Db, act.Deployment.Id, cancellationToken);
        var decisions = rules.Indication(act.Case, act.Deployment, ground, act.Now, over: new OverrideFact(first, second));
        if (decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(decisions);
        }

        CaseIndication.Of(act, row, decisions);
        (row.SecondId, row.ReviewDueAt) = (second.Id, act.Now.AddHours(parameters.OverrideReviewHours(act.Deployment.Institution, act.Now)));
        row.SignatureId = await signing.SignAsync(act.Scope, ticket, "indicationOverride", nameof(CaseIndication), row.Id, Content(act, row), cancellationToken);
        act.Move(CaseEvent.SignIndicationOverride, CaseState.Indicated);
        act.Scope.Record("case.indication.overridden", nameof(Case), act.Case.Id, decisions[0].Pack);
        await notices.RaiseAsync(
            act.Scope,
            new NoticeDraft(ReviewNotice, act.Case.Id, act.Case.Number, $"/cases/{act.Case.Id:D}/indication/review", Role.DepartmentHead, $"override-{row.Id:D}")
            {
                DueOn = ShanghaiDay.Of(row.ReviewDueAt.Value),
            },
            cancellationToken);
        return new CaseStateAnswer(act.Case.Id, act.Case.State);
    }

    private static Task<CaseIndication?> RowAsync(CaseAct act, CancellationToken cancellationToken) =>
        act.Scope.Db.Set<CaseIndication>().FirstOrDefaultAsync(i => i.CaseId == act.Case.Id, cancellationToken);

    private async Task<PractitionerFacts?> SelfAsync(CaseAct act, CancellationToken cancellationToken) =>
        act.Caller.PractitionerId is { } self ? await practitioners.FindAsync(act.Scope.Db, self, null, cancellationToken) : null;

    /// <summary>What the second physician's signature covers.</summary>
    private static byte[] Content(CaseAct act, CaseIndication row) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "indicationOverride",
            caseId = act.Case.Id,
            caseNumber = act.Case.Number,
            answers = act.Case.Indication,
            requestedBy = row.PractitionerId,
            requestedAt = StoredInstant.ToMicroseconds(row.OverrideRequestedAt!.Value),
            signedBy = row.SecondId,
            signedAt = StoredInstant.ToMicroseconds(act.Now),
            decisions = row.Decisions,
        },
        JsonColumn.Options));
}
