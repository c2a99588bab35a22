using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.Register;

/// <summary>Confirms the indication of a case that was registered without one.</summary>
public sealed class ConfirmIndication(CaseActs acts)
{
    public Task<Outcome<CaseStateAnswer>> HandleAsync(Guid caseId, IndicationAnswers request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CaseStateAnswer>(caseId, context, CaseEvent.ConfirmIndication, (act, _) => Task.FromResult(Confirm(act, request)), cancellationToken);

    private static Outcome<CaseStateAnswer> Confirm(CaseAct act, IndicationAnswers request)
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
        act.Move(CaseEvent.ConfirmIndication, CaseState.Indicated);
        act.Scope.Record("case.indicated", nameof(Case), act.Case.Id);
        return new CaseStateAnswer(act.Case.Id, act.Case.State);
    }
}
