using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Ledger;

namespace Hengjian.Governance.Cases.Opinions;

/// <summary>An opinion to sign, as interfaces.md names it.</summary>
public sealed record OpinionRequest
{
    public string? Label { get; init; }

    public int? Confidence { get; init; }

    public bool? AgreesWithAi { get; init; }

    public string? OverrideReason { get; init; }

    public double? SecondsSpent { get; init; }

    public ReadingPhase? Phase { get; init; }

    public OpinionRole Role { get; init; } = OpinionRole.Independent;

    public bool UseConfirmed { get; init; } = true;

    /// <summary>初步意见 by the physician on duty; the second physician follows within the pack's time.</summary>
    public bool Provisional { get; init; }

    public Guid? Supersedes { get; init; }

    public string? Reason { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>
/// An eligible, authorised physician signs an opinion. Both (R17-2.1.1 to 2.1.3, HP-7.1) are decided at that moment and frozen under the signature together with what the reader was
/// shown. A wrong opinion is never edited: the same physician supersedes it with a reason.
/// </summary>
public sealed class SignOpinion(CaseActs acts, CaseDecisions rules, CaseParameters parameters, CaseActors actors, ISigning signing, TimeProvider clock)
{
    private const double LongestSeconds = 86_400;

    public async Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, OpinionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (context.Caller.Kind != CallerKind.User)
        {
            return new RuleRefused(rules.SignedByDevice(clock.GetUtcNow()));
        }

        var errors = Check(request);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        if (unlocked.Refusal is { } refusal)
        {
            return refusal;
        }

        var what = request.Phase == ReadingPhase.BeforeAi ? CaseEvent.GiveOpinionBeforeAi : CaseEvent.GiveOpinion;
        return await acts.RunAsync<CasePartAnswer>(caseId, context, what, (act, ct) => SignAsync(act, request, unlocked.Value!, ct), cancellationToken);
    }

    private async Task<Outcome<CasePartAnswer>> SignAsync(CaseAct act, OpinionRequest request, SigningTicket ticket, CancellationToken cancellationToken)
    {
        var self = act.Caller.PractitionerId;
        if (self is not null && !CaseReach.IsReader(act.Case, self.Value))
        {
            return new NotFound("case");
        }

        if (act.Deployment.Label(request.Label) is null)
        {
            return new Invalid("label", "case.unknownLabel");
        }

        if (PhaseRefused(act, request, self) is { } phase)
        {
            return phase;
        }

        var eligibility = rules.Opinion(await actors.FindAsync(act.Scope.Db, self, act.Deployment, null, cancellationToken), act.Deployment, act.Now);
        var operating = rules.OperatingRules(await actors.RulesAsync(act.Scope.Db, self, PolicyAct.Opinion, act.Deployment, act.Now, cancellationToken), act.Deployment, act.Now);
        var consent = rules.Consent(act.File, act.Deployment, act.Now);
        var guards = request.Phase == ReadingPhase.AfterAi && act.File.CurrentAiResult is { Status: AiResultStatus.AwaitingOperator } && !act.Case.WithoutAi
            ? eligibility.Append(operating).Append(consent).Concat(rules.Operator(null, byDevice: true, act.Deployment, act.Now)).ToList()
            : [.. eligibility, operating, consent];
        if (guards.Any(d => d.Blocks))
        {
            return new RuleRefused(guards);
        }

        if (SupersedingRefused(act, request, self!.Value) is { } superseding)
        {
            return superseding;
        }

        var opinion = await AddAsync(act, request, ticket, guards, cancellationToken);
        var before = act.Case.State;
        CaseProgress.AfterOpinion(act, rules, parameters, opinion);
        act.Scope.Record(request.Supersedes is null ? "case.opinion.signed" : "case.opinion.superseded", nameof(Case), act.Case.Id, eligibility[0].Pack);
        if (before != act.Case.State && act.Case.State is CaseState.OpinionIssued or CaseState.Disagreed)
        {
            act.Scope.Record(act.Case.State == CaseState.OpinionIssued ? "case.opinion.issued" : "case.disagreed", nameof(Case), act.Case.Id, eligibility[0].Pack);
        }

        return new CasePartAnswer(opinion.Id, act.Case.State);
    }

    /// <summary>Which phases the protocol takes, and blind-first's order (decisions.md 17).</summary>
    private static Refusal? PhaseRefused(CaseAct act, OpinionRequest request, Guid? self)
    {
        if (act.Case.WithoutAi)
        {
            return null;
        }

        if (request.Phase == ReadingPhase.BeforeAi)
        {
            if (act.Case.Protocol != ReadingProtocol.BlindFirst)
            {
                return new Invalid("phase", "case.phaseNotInProtocol");
            }

            return act.File.Opinions.Any(o => o.PractitionerId == self && o.Phase == ReadingPhase.AfterAi) ? new Conflict("case.alreadyUnblinded") : null;
        }

        return act.Case.Protocol == ReadingProtocol.BlindFirst && !act.File.HasReadBlind(self) ? new Conflict("case.blindOpinionFirst") : null;
    }

    private Refusal? SupersedingRefused(CaseAct act, OpinionRequest request, Guid self)
    {
        var own = act.File.CurrentOpinions.FirstOrDefault(o => o.PractitionerId == self && o.Phase == request.Phase);
        if (request.Supersedes is null)
        {
            return own is null ? null : new RuleRefused([rules.SamePhysician(act.File, act.Deployment, act.Now)]);
        }

        // A before-AI opinion whose author has seen the AI result cannot be given again: it would no longer be blind.
        if (own is not null && own.Phase == ReadingPhase.BeforeAi && !act.Case.WithoutAi && act.File.CurrentAiResult is not null)
        {
            return new Conflict("case.alreadyUnblinded");
        }

        return own?.Id == request.Supersedes ? null : new Invalid("supersedes", "case.notOwnCurrentOpinion");
    }

    private async Task<Opinion> AddAsync(CaseAct act, OpinionRequest request, SigningTicket ticket, List<Decision> decisions, CancellationToken cancellationToken)
    {
        var shown = request.Phase == ReadingPhase.AfterAi && !act.Case.WithoutAi ? act.File.CurrentAiResult : null;
        var opinion = new Opinion
        {
            Id = act.Scope.NewId(),
            CaseId = act.Case.Id,
            PractitionerId = act.Caller.PractitionerId!.Value,
            Phase = request.Phase!.Value,
            Role = request.Role,
            Label = request.Label!,
            Confidence = request.Confidence,
            AgreesWithAi = shown?.Label is null ? null : request.AgreesWithAi ?? shown.Label == request.Label,
            OverrideReason = request.OverrideReason,
            SecondsSpent = request.SecondsSpent,
            UseConfirmed = request.UseConfirmed,
            Provisional = request.Provisional,
            SignedAt = act.Now,
            SupersedesId = request.Supersedes,
            Reason = request.Reason,
            ShownAiResultId = shown?.Id,
            Decisions = decisions,
        };
        opinion.SignatureId = await signing.SignAsync(
            act.Scope, ticket, "opinion", nameof(Opinion), opinion.Id, Content(act, opinion, shown), cancellationToken);
        act.Add(opinion);
        act.File.Opinions.Add(opinion);
        return opinion;
    }

    /// <summary>What the signature covers: the act, what was shown, and the decisions of that moment with their pack.</summary>
    private static byte[] Content(CaseAct act, Opinion opinion, AiResult? shown) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "opinion",
            caseId = act.Case.Id,
            caseNumber = act.Case.Number,
            opinionId = opinion.Id,
            practitionerId = opinion.PractitionerId,
            phase = opinion.Phase,
            role = opinion.Role,
            label = opinion.Label,
            confidence = opinion.Confidence,
            agreesWithAi = opinion.AgreesWithAi,
            overrideReason = opinion.OverrideReason,
            secondsSpent = opinion.SecondsSpent,
            useConfirmed = opinion.UseConfirmed,
            provisional = opinion.Provisional,
            supersedes = opinion.SupersedesId,
            reason = opinion.Reason,
            signedAt = StoredInstant.ToMicroseconds(opinion.SignedAt),
            shown = shown is null ? null : new { aiResultId = shown.Id, version = shown.Version, contentHash = shown.ContentHash },
            decisions = opinion.Decisions,
        },
        JsonColumn.Options));

    private static FieldErrors Check(OpinionRequest request)
    {
        var errors = new FieldErrors();
        errors.Text("label", request.Label, 64);
        errors.Require(request.Confidence is not null, "confidence", "field.required");
        errors.Require(request.Confidence is null or (>= 0 and <= 100), "confidence", "field.outOfRange", ("from", "0"), ("to", "100"));
        errors.Require(request.Phase is not null, "phase", "field.required");
        errors.Require(
            request.SecondsSpent is null || (double.IsFinite(request.SecondsSpent.Value) && request.SecondsSpent is >= 0 and <= LongestSeconds),
            "secondsSpent", "field.outOfRange", ("from", "0"), ("to", "86400"));
        errors.Text("overrideReason", request.OverrideReason, 500, required: false);
        errors.Text("reason", request.Reason, 500, required: request.Supersedes is not null);
        errors.Require(!(request.Provisional && request.Phase == ReadingPhase.BeforeAi), "provisional", "case.phaseNotInProtocol");
        return errors;
    }
}
