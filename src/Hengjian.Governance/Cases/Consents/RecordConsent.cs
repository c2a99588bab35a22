using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.AiResults;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.ConsentForms.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Consents;

/// <summary>An informed consent as interfaces.md names it (R17-3.4).</summary>
public sealed record ConsentRequest
{
    /// <summary>Absent: an invasive examination.</summary>
    public ConsentKind Kind { get; init; }

    /// <summary>The version of the approved form that was signed; absent: a form of its own.</summary>
    public Guid? TemplateId { get; init; }

    /// <summary>Who interpreted between the languages, where somebody did.</summary>
    public string? Interpreter { get; init; }

    public Guid? InformedBy { get; init; }

    public DateTimeOffset? InformedAt { get; init; }

    public IReadOnlyList<ConsentPartyInput>? Parties { get; init; }

    public bool? Purpose { get; init; }

    public bool? Risks { get; init; }

    public bool? Precautions { get; init; }

    public bool? Complications { get; init; }

    public bool? Prevention { get; init; }

    public string? Witness { get; init; }

    public EmergencyInput? Emergency { get; init; }

    public string? Document { get; init; }

    /// <summary>The form was signed by hand on paper: its scan is asked for, and the procedure does not begin without it.</summary>
    public bool SignedOnPaper { get; init; }
}

public sealed record ConsentPartyInput
{
    public ConsentPartyKind? Kind { get; init; }

    public string? Relation { get; init; }

    public DateTimeOffset? InformedAt { get; init; }

    public DateTimeOffset? SignedAt { get; init; }

    public string? RefusedReason { get; init; }

    /// <summary>Why a representative acts; kept encrypted.</summary>
    public string? ActsBecause { get; init; }
}

public sealed record EmergencyInput
{
    public string? Reason { get; init; }

    public Guid? ApprovedBy { get; init; }
}

/// <summary>Records a consent. An incomplete one is kept too: the decision on R17-3.4 says what it lacks. An AI result that waits for it comes in with it; a refusal leads on without AI.</summary>
public sealed class RecordConsent(CaseActs acts, IPractitionerDirectory practitioners, IRoleHolders holders, IConsentForms forms, CaseDecisions rules, HeldResults held)
{
    private const int MostParties = 10;

    /// <summary>Who may stand in for the head of the institution or department where nobody who could sign is reached.</summary>
    private static readonly Role[] Leads = [Role.DepartmentHead, Role.GovernanceOfficer];

    public Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, ConsentRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CasePartAnswer>(caseId, context, CaseEvent.RecordConsent, (act, ct) => RecordAsync(act, request, ct), cancellationToken);

    private async Task<Outcome<CasePartAnswer>> RecordAsync(CaseAct act, ConsentRequest request, CancellationToken cancellationToken)
    {
        if (request.Kind == ConsentKind.Invasive && !act.Case.Invasive)
        {
            return new Conflict("case.consentNotInvasive");
        }

        var errors = Check(request, act.Now);
        var informer = request.InformedBy is { } id ? await practitioners.FindAsync(act.Scope.Db, id, null, cancellationToken) : null;
        errors.Require(request.InformedBy is null || informer is not null, "informedBy", "field.unknownReference");
        errors.Require(
            request.TemplateId is not { } form || request.InformedAt is not { } told || await forms.IsInForceAsync(act.Scope.Db, form, ShanghaiDay.Of(told), cancellationToken),
            "templateId", "case.formNotInForce");
        var isLead = false;
        if (request.Emergency?.ApprovedBy is { } approver)
        {
            var known = await practitioners.FindAsync(act.Scope.Db, approver, null, cancellationToken);
            errors.Require(known is not null, "emergency.approvedBy", "field.unknownReference");
            isLead = known is not null && await IsLeadAsync(holders, act.Scope.Db, known, cancellationToken);
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var consent = Add(act, request, isLead);
        var refused = request.Kind == ConsentKind.AiUse && !HeldResults.MayWait(rules.AiUseConsent(act.File, act.Deployment, act.Now));
        act.Move(CaseEvent.RecordConsent, refused ? WithdrawConsent.WithoutAi(act) : act.Case.State);
        act.Scope.Record("case.consent.recorded", nameof(Case), act.Case.Id);
        if (HeldResults.Any(act.File))
        {
            await held.LetInAsync(act, cancellationToken);
        }

        return new CasePartAnswer(consent.Id, act.Case.State);
    }

    /// <summary>Puts a consent that was checked on the case.</summary>
    /// <param name="act">The act.</param>
    /// <param name="request">What the form says.</param>
    /// <param name="isLead">Whether who approved an emergency is a lead.</param>
    /// <param name="observed">The observed act that brought it, its system, and when that system says that it was entered; null: recorded here.</param>
    internal static InformedConsent Add(CaseAct act, ConsentRequest request, bool isLead, (Guid ActId, string System, DateTimeOffset At)? observed = null)
    {
        var consent = new InformedConsent
        {
            CaseId = act.Case.Id,
            Id = act.Scope.NewId(),
            RecordedAt = act.Now,
            Content = new ConsentContent
            {
                Kind = request.Kind,
                TemplateId = request.TemplateId,
                InformedBy = request.InformedBy,
                InformedAt = StoredInstant.Truncate(request.InformedAt!.Value),
                Parties = [.. request.Parties!.Select(p => new ConsentPartyFact(p.Kind!.Value, p.Relation, p.InformedAt, p.SignedAt, p.RefusedReason))],
                Purpose = request.Purpose!.Value,
                Risks = request.Risks!.Value,
                Precautions = request.Precautions!.Value,
                Complications = request.Complications!.Value,
                Prevention = request.Prevention!.Value,
                Emergency = request.Emergency is { } e ? new EmergencyApprovalFact(e.Reason!, e.ApprovedBy, isLead) : null,
                Document = request.Document,
                SignedOnPaper = request.SignedOnPaper,
                ObservedActId = observed?.ActId,
                ObservedSystem = observed?.System,
                AttestedAt = observed?.At,
            },
        };
        var because = request.Parties!.Select(p => p.ActsBecause).FirstOrDefault(b => b is not null);
        consent.People = request.Witness is null && request.Interpreter is null && because is null
            ? null
            : act.Protect("people", consent.Id, JsonSerializer.Serialize(new { witness = request.Witness, interpreter = request.Interpreter, actsBecause = because }, JsonColumn.Options));
        if (request.Kind == ConsentKind.AiUse && act.Case.AiConsent == AiConsent.NotAsked)
        {
            act.Case.AiConsent = AiConsent.Recorded;
        }

        act.Add(consent);
        act.File.Consents.Add(consent);
        return consent;
    }

    /// <summary>Until authorisations are kept, a senior physician counts as authorised in the head's place.</summary>
    internal static async Task<bool> IsLeadAsync(IRoleHolders holders, HengjianDbContext db, PractitionerFacts person, CancellationToken cancellationToken) =>
        person is { Kind: PractitionerKind.Physician, Title: >= ProfessionalTitle.AssociateChief }
        || await holders.HoldsAnyAsync(db, person.Id, Leads, cancellationToken);

    private static FieldErrors Check(ConsentRequest request, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        Check(request, now, errors, "");
        return errors;
    }

    /// <param name="request">What the form says.</param>
    /// <param name="now">Nothing of it lies after this.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="within">What stands before the names of the fields.</param>
    internal static void Check(ConsentRequest request, DateTimeOffset now, FieldErrors errors, string within)
    {
        errors.Require(request.InformedAt is not null, within + "informedAt", "field.required");
        errors.Past(within + "informedAt", request.InformedAt, now);
        errors.Require(request.Parties is { Count: > 0 }, within + "parties", "field.required");
        errors.Require(request.Parties is null or { Count: <= MostParties }, within + "parties", "field.tooMany");
        var parties = request.Parties ?? [];
        for (var i = 0; i < Math.Min(parties.Count, MostParties); i++)
        {
            if (parties[i] is null)
            {
                errors.Add(within + $"parties[{i}]", "field.required");
                continue;
            }

            errors.Require(parties[i].Kind is not null, within + $"parties[{i}].kind", "field.required");
            errors.Past(within + $"parties[{i}].informedAt", parties[i].InformedAt, now);
            errors.Past(within + $"parties[{i}].signedAt", parties[i].SignedAt, now);
            errors.Text(within + $"parties[{i}].relation", parties[i].Relation, 40, required: false);
            errors.Text(within + $"parties[{i}].actsBecause", parties[i].ActsBecause, 500, required: false);
            errors.Text(within + $"parties[{i}].refusedReason", parties[i].RefusedReason, 500, required: false);
        }

        foreach (var (field, value) in new (string, bool?)[]
        {
            ("purpose", request.Purpose), ("risks", request.Risks), ("precautions", request.Precautions),
            ("complications", request.Complications), ("prevention", request.Prevention),
        })
        {
            errors.Require(value is not null, within + field, "field.required");
        }

        errors.Text(within + "witness", request.Witness, 64, required: false);
        errors.Text(within + "interpreter", request.Interpreter, 64, required: false);
        errors.Text(within + "document", request.Document, 200, required: false);
        if (request.Emergency is { } emergency)
        {
            errors.Text(within + "emergency.reason", emergency.Reason, 500);
        }
    }
}
