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

/// <summary>How a disagreement is settled beside a reader superseding the own opinion or a third reader joining one of the two.</summary>
public sealed record ResolutionRequest
{
    public ResolutionKind? Method { get; init; }

    public string? Label { get; init; }

    public string? Minutes { get; init; }

    public IReadOnlyList<Guid>? Attendees { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>A senior physician, a conference or an MDT settles a disagreement; R17-3.2a decides whether that suffices. All opinions stay.</summary>
public sealed class ResolveDisagreement(CaseActs acts, CaseDecisions rules, IPractitionerDirectory practitioners, CaseActors actors, ISigning signing, TimeProvider clock)
{
    public async Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, ResolutionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (context.Caller.Kind != CallerKind.User)
        {
            return new RuleRefused(rules.SignedByDevice(clock.GetUtcNow()));
        }

        var errors = new FieldErrors();
        errors.Require(request.Method is not null, "method", "field.required");
        errors.Text("label", request.Label, 64);
        errors.Text("minutes", request.Minutes, 4000, required: request.Method is ResolutionKind.Conference or ResolutionKind.Mdt);
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
        if (act.Deployment.Label(request.Label) is null)
        {
            return new Invalid("label", "case.unknownLabel");
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
            Label = request.Label!,
            Attendees = request.Attendees ?? [],
            SignedAt = act.Now,
        };
        resolution.Minutes = act.Protect("minutes", resolution.Id, request.Minutes);
        act.File.Resolutions.Add(resolution);
        var decision = rules.TwoPhysicians(act.File, act.Deployment, titles, act.Now);
        if (decision.Outcome != ClauseOutcome.Satisfied)
        {
            return new RuleRefused([Blindness.Of(act.Caller, act.File).OpinionsHidden ? CaseProjection.WithoutLabels(decision) : decision]);
        }

        resolution.Decisions = [.. eligibility, decision];
        resolution.SignatureId = await signing.SignAsync(
            act.Scope, ticket, "resolution", nameof(Resolution), resolution.Id, Content(act, resolution, request.Minutes), cancellationToken);
        act.Add(resolution);
        CaseProgress.Issue(act, CaseEvent.Resolve, resolution.Label);
        act.Scope.Record("case.disagreement.resolved", nameof(Case), act.Case.Id, decision.Pack);
        return new CasePartAnswer(resolution.Id, act.Case.State);
    }

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
            minutes,
            attendees = resolution.Attendees,
            opinions = act.File.CurrentOpinions.Select(o => o.Id),
            signedAt = StoredInstant.ToMicroseconds(resolution.SignedAt),
            decisions = resolution.Decisions,
        },
        JsonColumn.Options));
}
