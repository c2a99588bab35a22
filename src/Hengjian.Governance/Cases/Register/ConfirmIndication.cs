using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Register;

/// <summary>
/// Answers the checklist of a case that waits for its indication. A physician thereby confirms it; what anyone else records decides only by a standing rule, else the case waits on.
/// </summary>
public sealed class ConfirmIndication(CaseActs acts, IIndicationGrounds grounds, IPractitionerDirectory practitioners, CaseDecisions rules)
{
    public Task<Outcome<CaseStateAnswer>> HandleAsync(Guid caseId, IndicationAnswers request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CaseStateAnswer>(caseId, context, CaseEvent.ConfirmIndication, (act, ct) => ConfirmAsync(act, request, ct), cancellationToken);

    private async Task<Outcome<CaseStateAnswer>> ConfirmAsync(CaseAct act, IndicationAnswers request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        RegisterCase.CheckIndication(request, act.Deployment, errors);
        foreach (var item in act.Deployment.IndicationChecklist)
        {
            errors.Require(!item.Required || request.Answers.ContainsKey(item.Code), $"indication.answers.{item.Code}", "field.required");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        act.Case.Indication = request;
        var physician = await PhysicianAsync(act, cancellationToken);
        var ground = await grounds.OfAsync(act.Scope.Db, act.Deployment.Id, cancellationToken);
        var decisions = rules.Indication(act.Case, act.Deployment, ground, act.Now, confirmedBy: physician);
        if (!decisions.Any(d => d.Blocks))
        {
            var row = CaseIndication.Of(act, await act.Scope.Db.Set<CaseIndication>().FirstOrDefaultAsync(i => i.CaseId == act.Case.Id, cancellationToken), decisions);
            row.PractitionerId = physician?.Id;
            act.Move(CaseEvent.ConfirmIndication, CaseState.Indicated);
            act.Scope.Record("case.indicated", nameof(Case), act.Case.Id, decisions[0].Pack);
        }
        else if (physician is not null)
        {
            return new RuleRefused(decisions);
        }
        else
        {
            act.Move(CaseEvent.ConfirmIndication, CaseState.Registered);
            act.Scope.Record("case.indication.answered", nameof(Case), act.Case.Id, decisions[0].Pack);
        }

        return new CaseStateAnswer(act.Case.Id, act.Case.State);
    }

    /// <summary>The caller as a physician; null: whoever else acts only records.</summary>
    private async Task<PractitionerFacts?> PhysicianAsync(CaseAct act, CancellationToken cancellationToken) =>
        (act.Caller.Is(Role.Physician) || act.Caller.Is(Role.Clinician))
        && act.Caller.PractitionerId is { } self
        && await practitioners.FindAsync(act.Scope.Db, self, null, cancellationToken) is { Kind: PractitionerKind.Physician } person
            ? person
            : null;
}
