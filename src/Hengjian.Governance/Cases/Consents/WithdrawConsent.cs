using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.Consents;

public sealed record ConsentWithdrawalRequest
{
    /// <summary>What the patient or the representative says; a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was said; absent: now.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
}

/// <summary>
/// The patient takes a consent back. It stops what was consented to from then on and erases nothing: what care has relied on stays. A case whose consent to AI is taken
/// back before anybody read with the AI goes on without it.
/// </summary>
public sealed class WithdrawConsent(CaseActs acts)
{
    public Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, Guid consentId, ConsentWithdrawalRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CasePartAnswer>(caseId, context, CaseEvent.WithdrawConsent, (act, _) => Task.FromResult(Withdraw(act, consentId, request)), cancellationToken);

    private static Outcome<CasePartAnswer> Withdraw(CaseAct act, Guid consentId, ConsentWithdrawalRequest request)
    {
        if (act.File.Consents.Find(c => c.Id == consentId) is not { } consent)
        {
            return new NotFound("consent");
        }

        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 500);
        errors.Past("withdrawnAt", request.WithdrawnAt, act.Now);
        errors.Require(!(request.WithdrawnAt < consent.Content.InformedAt), "withdrawnAt", "field.tooEarly");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (consent.WithdrawnAt is not null)
        {
            return new Conflict("case.consentWithdrawnBefore");
        }

        consent.WithdrawnAt = request.WithdrawnAt is { } at ? StoredInstant.Truncate(at) : act.Now;
        consent.WithdrawalReason = act.Protect("withdrawal_reason", consent.Id, request.Reason!.Trim());
        act.Move(CaseEvent.WithdrawConsent, consent.Content.Kind == ConsentKind.AiUse ? WithoutAi(act) : act.Case.State);
        act.Scope.Record("case.consent.withdrawn", nameof(Case), act.Case.Id);
        return new CasePartAnswer(consent.Id, act.Case.State);
    }

    /// <summary>The patient says no to AI: unless somebody has read with it already the case goes on without it. Answers the state that this leads to.</summary>
    internal static CaseState WithoutAi(CaseAct act)
    {
        var state = act.Case.State;
        if (state is not (CaseState.Indicated or CaseState.Analysed or CaseState.Reading) || act.File.Opinions.Exists(o => o.ShownAiResultId is not null))
        {
            return state;
        }

        act.Case.WithoutAi = true;
        return state == CaseState.Indicated ? CaseState.Analysed : state;
    }
}
