using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Readings;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Opinions;

/// <summary>An opinion that may be signed: its row without a signature, and what the signature says of it.</summary>
internal sealed record PreparedOpinion(Opinion Row, JsonNode Content, Decision Lead);

/// <summary>What signing one opinion and signing a sitting share: the checks, the row with the decisions of the moment, and where the case goes.</summary>
public sealed class OpinionActs(CaseDecisions rules, CaseParameters parameters, CaseActors actors)
{
    private const double LongestSeconds = 86_400;

    /// <summary>The event of the state table that the request is.</summary>
    internal static CaseEvent EventOf(OpinionRequest request) =>
        request.Draft ? CaseEvent.SaveDraft : request.Phase == ReadingPhase.BeforeAi ? CaseEvent.GiveOpinionBeforeAi : CaseEvent.GiveOpinion;

    /// <summary>What is wrong with a request whatever case it is about.</summary>
    internal static FieldErrors Check(OpinionRequest request)
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
        errors.Text("overrideCode", request.OverrideCode, 64, required: false);
        errors.Text("reason", request.Reason, 500, required: request.Supersedes is not null);
        errors.Require(!(request.Provisional && request.Phase == ReadingPhase.BeforeAi), "provisional", "case.phaseNotInProtocol");
        if (request.Draft)
        {
            errors.Require(request.Role == OpinionRole.Report, "role", "reading.draftIsReport");
            errors.Require(request.Phase != ReadingPhase.BeforeAi, "phase", "case.phaseNotInProtocol");
            errors.Require(!request.Provisional, "provisional", "reading.draftCountsForNothing");
            errors.Require(!request.CriticalValue, "criticalValue", "reading.draftCountsForNothing");
            errors.Require(request.Supersedes is null, "supersedes", "reading.draftCountsForNothing");
        }

        return errors;
    }

    /// <summary>Checks the request on an opened case whose state allows it, decides who may sign, and makes the row.</summary>
    internal async Task<Outcome<PreparedOpinion>> PrepareAsync(
        CaseAct act, OpinionRequest request, ReadingTime time, Guid? session, CancellationToken cancellationToken)
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
        var guards = request.Draft ? [.. eligibility] : await GuardsAsync(act, request, eligibility, cancellationToken);

        // A draft counts for nothing and may be anybody's of the house; a reader of another hospital writes nothing here without an agreement.
        if (self is null || guards.Any(d => d.Blocks && (!request.Draft || d.Clause == ClauseIds.RemoteAgreement)))
        {
            return new RuleRefused(guards);
        }

        if (SupersedingRefused(act, request, self.Value) is { } superseding)
        {
            return superseding;
        }

        var shown = request.Phase == ReadingPhase.AfterAi && !act.Case.WithoutAi ? act.File.CurrentAiResult : null;
        var errors = new FieldErrors();
        var fields = ReadingFieldValues.Read(act.Deployment.Reading, request.Label, request.Fields, request.Draft, errors);
        CheckDeparture(act, request, shown, errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var opinion = NewOpinion(act, request, time, session, shown, guards);
        opinion.Fields = fields.Count == 0 ? null : act.Protect("fields", opinion.Id, JsonSerializer.Serialize(fields, JsonColumn.Options));
        return new PreparedOpinion(opinion, Content(act, opinion, fields, shown), eligibility[0]);
    }

    /// <summary>Adds the signed opinion to its case and moves the case.</summary>
    internal void Finish(CaseAct act, OpinionRequest request, PreparedOpinion prepared, Guid signature)
    {
        prepared.Row.SignatureId = signature;
        act.Add(prepared.Row);
        act.File.Opinions.Add(prepared.Row);
        var pack = prepared.Lead.Pack;
        if (request.Draft)
        {
            act.Move(CaseEvent.SaveDraft, act.Case.State);
            act.Scope.Record("case.draft.saved", nameof(Case), act.Case.Id, pack);
            return;
        }

        act.Scope.Record(request.Supersedes is null ? "case.opinion.signed" : "case.opinion.superseded", nameof(Case), act.Case.Id, pack);
        CaseProgress.AfterOpinion(act, rules, parameters, prepared.Row);
        NoteAtHome(act, "remote.opinion.signed", nameof(Opinion), prepared.Row.Id);
    }

    /// <summary>What a reader of another institution signs here is noted in that institution's ledger too, without a word of the case.</summary>
    internal static void NoteAtHome(CaseAct act, string action, string subjectKind, Guid subjectId)
    {
        if (act.Caller.RemoteFrom is { } home)
        {
            act.Scope.NoteAt(home, action, subjectKind, subjectId);
        }
    }

    private async Task<List<Decision>> GuardsAsync(CaseAct act, OpinionRequest request, IReadOnlyList<Decision> eligibility, CancellationToken cancellationToken)
    {
        var operating = rules.OperatingRules(
            await actors.RulesAsync(act.Scope.Db, act.Caller.PractitionerId, PolicyAct.Opinion, act.Deployment, act.Now, cancellationToken), act.Deployment, act.Now);
        var consent = rules.Consent(act.File, act.Deployment, act.Now);
        var unconfirmed = request.Phase == ReadingPhase.AfterAi && act.File.CurrentAiResult is { Status: AiResultStatus.AwaitingOperator } && !act.Case.WithoutAi;
        return [.. eligibility, operating, consent, .. unconfirmed ? rules.Operator(null, byDevice: true, act.Deployment, act.Now) : []];
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
            return own is null || request.Draft ? null : new RuleRefused([rules.SamePhysician(act.File, act.Deployment, act.Now)]);
        }

        // A before-AI opinion whose author has seen the AI result cannot be given again: it would no longer be blind.
        if (own is not null && own.Phase == ReadingPhase.BeforeAi && !act.Case.WithoutAi && act.File.CurrentAiResult is not null)
        {
            return new Conflict("case.alreadyUnblinded");
        }

        return own?.Id == request.Supersedes ? null : new Invalid("supersedes", "case.notOwnCurrentOpinion");
    }

    /// <summary>Whether the opinion says another thing than the AI result is a matter of the labels' groups, not of what the reader ticks.</summary>
    private static void CheckDeparture(CaseAct act, OpinionRequest request, AiResult? shown, FieldErrors errors)
    {
        var plan = act.Deployment.Reading;
        var code = string.IsNullOrWhiteSpace(request.OverrideCode) ? null : request.OverrideCode;
        var reason = plan.OverrideReasons.FirstOrDefault(r => r.Code == code);
        errors.Require(code is null || reason is not null, "overrideCode", "reading.unknownReason");
        errors.Require(reason is not { NeedsText: true } || !string.IsNullOrWhiteSpace(request.OverrideReason), "overrideReason", "reading.reasonNeedsText");
        if (plan.OverrideReasonRequired && !request.Draft && Departs(act, request, shown))
        {
            errors.Require(plan.OverrideReasons.Count == 0 || code is not null, "overrideCode", "reading.departureNeedsReason");
            errors.Require(plan.OverrideReasons.Count > 0 || !string.IsNullOrWhiteSpace(request.OverrideReason), "overrideReason", "reading.departureNeedsReason");
        }
    }

    private static bool Departs(CaseAct act, OpinionRequest request, AiResult? shown) =>
        shown?.Label is { } said && act.Deployment.Reading.Agreement.GroupOf(said) != act.Deployment.Reading.Agreement.GroupOf(request.Label!);

    private static Opinion NewOpinion(CaseAct act, OpinionRequest request, ReadingTime time, Guid? session, AiResult? shown, IReadOnlyList<Decision> decisions) => new()
    {
        Id = act.Scope.NewId(),
        CaseId = act.Case.Id,
        PractitionerId = act.Caller.PractitionerId!.Value,
        Phase = request.Phase!.Value,
        Role = request.Role,
        Label = request.Label!,
        Confidence = request.Confidence,
        AgreesWithAi = shown?.Label is null ? null : request.AgreesWithAi ?? !Departs(act, request, shown),
        OverrideReason = request.OverrideReason,
        OverrideCode = string.IsNullOrWhiteSpace(request.OverrideCode) ? null : request.OverrideCode,
        SecondsSpent = time.Seconds,
        SecondsSource = time.Source,
        UseConfirmed = request.UseConfirmed,
        Provisional = request.Provisional,
        CriticalValue = request.CriticalValue,
        Draft = request.Draft,
        SessionId = session,
        SignedAt = act.Now,
        SupersedesId = request.Supersedes,
        Reason = request.Reason,
        ShownAiResultId = shown?.Id,
        Decisions = decisions,
    };

    /// <summary>What the signature covers: the act, what was shown, and the decisions of that moment with their pack.</summary>
    private static JsonNode Content(CaseAct act, Opinion opinion, IReadOnlyDictionary<string, object> fields, AiResult? shown) => JsonSerializer.SerializeToNode(
        new
        {
            act = opinion.Draft ? "draft" : "opinion",
            caseId = act.Case.Id,
            caseNumber = act.Case.Number,
            opinionId = opinion.Id,
            practitionerId = opinion.PractitionerId,
            phase = opinion.Phase,
            role = opinion.Role,
            label = opinion.Label,
            confidence = opinion.Confidence,
            agreesWithAi = opinion.AgreesWithAi,
            overrideCode = opinion.OverrideCode,
            overrideReason = opinion.OverrideReason,
            fields = fields.Count == 0 ? null : fields,
            secondsSpent = opinion.SecondsSpent,
            secondsSource = opinion.SecondsSource,
            useConfirmed = opinion.UseConfirmed,
            provisional = opinion.Provisional,
            criticalValue = opinion.CriticalValue,
            sessionId = opinion.SessionId,
            supersedes = opinion.SupersedesId,
            reason = opinion.Reason,
            signedAt = StoredInstant.ToMicroseconds(opinion.SignedAt),
            shown = shown is null ? null : new { aiResultId = shown.Id, version = shown.Version, contentHash = shown.ContentHash },
            decisions = opinion.Decisions,
        },
        JsonColumn.Options)!;
}
