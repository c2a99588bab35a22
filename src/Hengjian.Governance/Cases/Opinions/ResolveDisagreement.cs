using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Ledger;

namespace Hengjian.Governance.Cases.Opinions;

/// <summary>A step out of a disagreement, beside a reader superseding the own opinion or a third reader joining one of the two.</summary>
public sealed record ResolutionRequest
{
    public ResolutionKind? Method { get; init; }

    /// <summary>What is decided; absent where the step leaves the disagreement open.</summary>
    public string? Label { get; init; }

    /// <summary>False: the step was taken and settled nothing.</summary>
    public bool Settled { get; init; } = true;

    /// <summary>Why earlier steps were passed over.</summary>
    public string? SkipReason { get; init; }

    /// <summary>Whether the decision changes the treatment.</summary>
    public bool? ChangesTreatment { get; init; }

    public string? Minutes { get; init; }

    public IReadOnlyList<Guid>? Attendees { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>
/// Records a step out of a disagreement: the two talk, a senior physician, a conference or an MDT decides. HP-12.1 keeps the order, R17-3.2a decides whether a decision
/// suffices. All opinions stay.
/// </summary>
public sealed class ResolveDisagreement(CaseActs acts, CaseDecisions rules, IPractitionerDirectory practitioners, CaseActors actors, ISigning signing, TimeProvider clock)
{
    private const int MostAttendees = 50;

    public async Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, ResolutionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (context.Caller.Kind != CallerKind.User)
        {
            return new RuleRefused(rules.SignedByDevice(clock.GetUtcNow()));
        }

        var errors = new FieldErrors();
        errors.Require(request.Method is not null, "method", "field.required");
        errors.Text("label", request.Label, 64, required: request.Settled);
        errors.Require(request.Settled || string.IsNullOrEmpty(request.Label), "label", "reading.openHasNoLabel");
        errors.Text("minutes", request.Minutes, 4000, required: request.Method is ResolutionKind.Conference or ResolutionKind.Mdt);
        errors.Text("skipReason", request.SkipReason, 500, required: false);
        errors.Require(request.Attendees is null or { Count: <= MostAttendees }, "attendees", "field.tooMany");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal
            ? refusal
            : await acts.RunAsync<CasePartAnswer>(caseId, context, CaseEvent.Resolve, (act, ct) => ResolveAsync(act, request, unlocked.Value!, ct), cancellationToken);
    }

    private async Task<Outcome<CasePartAnswer>> ResolveAsync(CaseAct act, ResolutionRequest request, SigningTicket ticket, CancellationToken cancellationToken)
    {
        if (request.Settled && act.Deployment.Label(request.Label) is null)
        {
            return new Invalid("label", "case.unknownLabel");
        }

        var attendees = (request.Attendees ?? []).Distinct().ToList();
        if ((await practitioners.NamesAsync(act.Scope.Db, attendees, cancellationToken)).Count < attendees.Count)
        {
            return new Invalid("attendees", "field.unknownReference");
        }

        if (act.Caller.PractitionerId is not { } self)
        {
            return new RuleRefused(rules.Opinion(null, act.Deployment, act.Now));
        }

        var eligibility = rules.Opinion(await actors.FindAsync(act.Scope.Db, self, act.Deployment, null, cancellationToken), act.Deployment, act.Now);
        if (eligibility.Any(d => d.Blocks))
        {
            return new RuleRefused(eligibility);
        }

        var step = rules.Disagreement(StepFacts(act, request, attendees.Append(self).Distinct().Count()), act.Deployment, act.Now);
        if (step.Blocks)
        {
            return new RuleRefused([step]);
        }

        var titles = new Dictionary<Guid, ProfessionalTitle?>();
        foreach (var id in act.File.Opinions.Select(o => o.PractitionerId).Append(self).Distinct())
        {
            titles[id] = (await practitioners.FindAsync(act.Scope.Db, id, null, cancellationToken))?.Title;
        }

        var resolution = new Resolution
        {
            Id = act.Scope.NewId(),
            CaseId = act.Case.Id,
            PractitionerId = self,
            Method = request.Method!.Value,
            Label = request.Label ?? "",
            LeftOpen = !request.Settled,
            SkipReason = request.SkipReason,
            ChangesTreatment = request.ChangesTreatment,
            Attendees = attendees,
            SignedAt = act.Now,
        };
        resolution.Minutes = act.Protect("minutes", resolution.Id, request.Minutes);
        act.File.Resolutions.Add(resolution);
        var decision = rules.TwoPhysicians(act.File, act.Deployment, titles, act.Now);
        if (request.Settled && decision.Outcome != ClauseOutcome.Satisfied)
        {
            return new RuleRefused([Blindness.Of(act.Caller, act.File).OpinionsHidden ? CaseProjection.WithoutLabels(decision) : decision]);
        }

        resolution.Decisions = request.Settled ? [.. eligibility, step, decision] : [.. eligibility, step];
        resolution.SignatureId = await signing.SignAsync(
            act.Scope, ticket, "resolution", nameof(Resolution), resolution.Id, Content(act, resolution, request.Minutes), cancellationToken);
        act.Add(resolution);
        if (request.Settled)
        {
            CaseProgress.Issue(act, CaseEvent.Resolve, decision);
        }
        else
        {
            act.Move(CaseEvent.Resolve, CaseState.Disagreed);
        }

        act.Scope.Record(request.Settled ? "case.disagreement.resolved" : "case.disagreement.step", nameof(Case), act.Case.Id, decision.Pack);
        return new CasePartAnswer(resolution.Id, act.Case.State);
    }

    /// <summary>Steps since the last one that settled belong to this disagreement.</summary>
    private static DisagreementStepFacts StepFacts(CaseAct act, ResolutionRequest request, int present) => new(
        request.Method!.Value,
        [.. act.File.Resolutions.AsEnumerable().Reverse().TakeWhile(r => r.LeftOpen).Reverse().Select(r => r.Method)],
        request.SkipReason,
        present,
        !string.IsNullOrWhiteSpace(request.Minutes),
        request.Settled,
        request.ChangesTreatment);

    private static byte[] Content(CaseAct act, Resolution resolution, string? minutes) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "resolution",
            caseId = act.Case.Id,
            caseNumber = act.Case.Number,
            resolutionId = resolution.Id,
            practitionerId = resolution.PractitionerId,
            method = resolution.Method,
            label = resolution.Label,
            settled = !resolution.LeftOpen,
            skipReason = resolution.SkipReason,
            changesTreatment = resolution.ChangesTreatment,
            minutes,
            attendees = resolution.Attendees,
            opinions = act.File.CurrentOpinions.Select(o => o.Id),
            signedAt = StoredInstant.ToMicroseconds(resolution.SignedAt),
            decisions = resolution.Decisions,
        },
        JsonColumn.Options));
}
