using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Ledger;

namespace Hengjian.Governance.Cases.FinalDiagnoses;

/// <summary>A final diagnosis to sign, as interfaces.md names it. With <c>reason</c> on a concluded case it is a correction: a new version, the old one stays.</summary>
public sealed record FinalDiagnosisRequest
{
    public string? Label { get; init; }

    public string? Text { get; init; }

    public string? Icd10 { get; init; }

    /// <summary>What the AI contributed; null: not stated.</summary>
    public AiContribution? AiContribution { get; init; }

    /// <summary>More about it, up to 1,000 characters.</summary>
    public string? AiContributionText { get; init; }

    public string? Reason { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>A qualified clinician signs the final diagnosis (R17-3.3); AI only assists, and before the opinion is issued R17-3.2a refuses.</summary>
public sealed class SignFinalDiagnosis(CaseActs acts, CaseDecisions rules, CaseActors actors, ISigning signing, TimeProvider clock)
{
    public async Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, FinalDiagnosisRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (context.Caller.Kind != CallerKind.User)
        {
            return new RuleRefused(rules.SignedByDevice(clock.GetUtcNow()));
        }

        var errors = new FieldErrors();
        errors.Text("label", request.Label, 64);
        errors.Text("text", request.Text, 4000);
        errors.Text("reason", request.Reason, 500, required: false);
        errors.Text("icd10", request.Icd10, 20, required: false);
        errors.Text("aiContributionText", request.AiContributionText, 1000, required: false);
        if (!errors.Any && request.Icd10 is not null)
        {
            request = request with { Icd10 = errors.Identifier("icd10", Icd10Code.Check(request.Icd10), null, new Dictionary<string, string>()) };
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal
            ? refusal
            : await acts.RunAsync<CasePartAnswer>(
                caseId,
                context,
                CaseEvent.SignFinalDiagnosis,
                (act, ct) => SignAsync(act, request, unlocked.Value!, ct),
                cancellationToken,
                (act, _) => Task.FromResult(TooEarly(act)));
    }

    /// <summary>Before the opinion is issued the missing thing is R17-3.2a (and consent, where it is due), not a state.</summary>
    private Refusal TooEarly(CaseAct act)
    {
        if (act.Case.State is CaseState.Cancelled or CaseState.Closed)
        {
            return CaseActs.StateForbids(act.Case, CaseEvent.SignFinalDiagnosis);
        }

        var opinions = rules.TwoPhysicians(act.File, act.Deployment, new Dictionary<Guid, ProfessionalTitle?>(), act.Now);
        return new RuleRefused([Blindness.Of(act.Caller, act.File).OpinionsHidden ? CaseProjection.WithoutLabels(opinions) : opinions, rules.Consent(act.File, act.Deployment, act.Now)]);
    }

    private async Task<Outcome<CasePartAnswer>> SignAsync(CaseAct act, FinalDiagnosisRequest request, SigningTicket ticket, CancellationToken cancellationToken)
    {
        var self = act.Caller.PractitionerId;
        if (self is not null && !CaseReach.IsClinician(act.Case, self.Value))
        {
            return new NotFound("case");
        }

        var correction = act.File.CurrentFinalDiagnosis;
        var errors = new FieldErrors();
        errors.Require(act.Deployment.Label(request.Label) is not null, "label", "case.unknownLabel");
        errors.Require(request.AiContribution is null or AiContribution.None || !act.Case.WithoutAi, "aiContribution", "case.noAiToContribute");
        errors.Require(correction is null || !string.IsNullOrWhiteSpace(request.Reason), "reason", "case.correctionNeedsReason");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var clinician = await actors.FindAsync(act.Scope.Db, self, act.Deployment, null, cancellationToken);
        var gaveOpinion = act.File.Opinions.Any(o => o.PractitionerId == self && !o.Draft);
        IReadOnlyList<Decision> decisions = [.. rules.FinalDiagnosis(clinician, act.Deployment, gaveOpinion, act.Now), rules.Consent(act.File, act.Deployment, act.Now)];
        if (decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(decisions);
        }

        var diagnosis = new FinalDiagnosis
        {
            Id = act.Scope.NewId(),
            CaseId = act.Case.Id,
            PractitionerId = self!.Value,
            Label = request.Label!,
            Icd10 = request.Icd10,
            AiContribution = request.AiContribution,
            SignedAt = act.Now,
            SupersedesId = correction?.Id,
            Reason = request.Reason,
            Decisions = decisions,
        };
        diagnosis.Text = act.Protect("text", diagnosis.Id, request.Text)!;
        diagnosis.AiContributionText = act.Protect("ai_contribution_text", diagnosis.Id, request.AiContributionText);
        diagnosis.SignatureId = await signing.SignAsync(
            act.Scope, ticket, "finalDiagnosis", nameof(FinalDiagnosis), diagnosis.Id, Content(act, diagnosis, request.Text!, request.AiContributionText), cancellationToken);
        act.Add(diagnosis);
        act.File.FinalDiagnoses.Add(diagnosis);
        act.Move(CaseEvent.SignFinalDiagnosis, CaseState.Concluded);
        act.Case.ConcludedAt = act.Now;
        act.Scope.Record(correction is null ? "case.finalDiagnosis.signed" : "case.finalDiagnosis.corrected", nameof(Case), act.Case.Id, decisions[0].Pack);
        OpinionActs.NoteAtHome(act, "remote.finalDiagnosis.signed", nameof(FinalDiagnosis), diagnosis.Id);
        return new CasePartAnswer(diagnosis.Id, act.Case.State);
    }

    private static byte[] Content(CaseAct act, FinalDiagnosis diagnosis, string text, string? contribution) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "finalDiagnosis",
            caseId = act.Case.Id,
            caseNumber = act.Case.Number,
            finalDiagnosisId = diagnosis.Id,
            practitionerId = diagnosis.PractitionerId,
            label = diagnosis.Label,
            text,
            icd10 = diagnosis.Icd10,
            aiContribution = diagnosis.AiContribution,
            aiContributionText = contribution,
            issuedLabel = act.Case.IssuedLabel,
            opinions = act.File.CurrentOpinions.Select(o => o.Id),
            supersedes = diagnosis.SupersedesId,
            reason = diagnosis.Reason,
            signedAt = StoredInstant.ToMicroseconds(diagnosis.SignedAt),
            decisions = diagnosis.Decisions,
        },
        JsonColumn.Options));
}
