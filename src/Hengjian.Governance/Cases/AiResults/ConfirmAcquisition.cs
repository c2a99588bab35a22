using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.AiResults;

/// <summary>An eligible operator confirms the acquisition behind a result that waits for it (R17-3.2b).</summary>
public sealed class ConfirmAcquisition(CaseActs acts, CaseDecisions rules, CaseActors actors)
{
    public Task<Outcome<CaseStateAnswer>> HandleAsync(Guid caseId, Guid resultId, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CaseStateAnswer>(caseId, context, CaseEvent.ConfirmAcquisition, (act, ct) => ConfirmAsync(act, resultId, ct), cancellationToken);

    private async Task<Outcome<CaseStateAnswer>> ConfirmAsync(CaseAct act, Guid resultId, CancellationToken cancellationToken)
    {
        if (act.File.AiResults.FirstOrDefault(r => r.Id == resultId) is not { } result)
        {
            return new NotFound("aiResult");
        }

        if (result.Status != AiResultStatus.AwaitingOperator)
        {
            return new Conflict("case.nothingToConfirm");
        }

        var self = await actors.FindAsync(act.Scope.Db, act.Caller.PractitionerId, act.Deployment, null, cancellationToken);
        IReadOnlyList<Decision> decisions =
        [
            .. rules.Operator(self, byDevice: false, act.Deployment, act.Now),
            rules.OperatingRules(await actors.RulesAsync(act.Scope.Db, self?.Id, PolicyAct.Operate, act.Deployment, act.Now, cancellationToken), act.Deployment, act.Now),
        ];
        if (decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(decisions);
        }

        result.Status = AiResultStatus.Accepted;
        result.OperatorId = self?.Id;
        result.OperatorConfirmedAt = act.Now;
        result.Decisions = [.. result.Decisions.Where(d => decisions.All(n => n.Clause != d.Clause)), .. decisions];
        act.Scope.Record("case.acquisition.confirmed", nameof(Case), act.Case.Id, decisions[0].Pack);
        return new CaseStateAnswer(act.Case.Id, act.Case.State);
    }
}
