using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.AiResults;

/// <summary>Why there is no AI result.</summary>
public sealed record AiFailureRequest
{
    public string? Reason { get; init; }
}

/// <summary>The AI failed (time-out, error, shadow version): the case is read without it and counts in the failure rate.</summary>
public sealed class ReportAiFailure(CaseActs acts)
{
    public Task<Outcome<CaseStateAnswer>> HandleAsync(Guid caseId, AiFailureRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CaseStateAnswer>(
            caseId,
            context,
            CaseEvent.ReportAiFailure,
            (act, _) =>
            {
                var errors = new FieldErrors();
                errors.Text("reason", request.Reason, 500);
                if (errors.Any)
                {
                    return Task.FromResult<Outcome<CaseStateAnswer>>(errors.ToRefusal());
                }

                act.Case.WithoutAi = true;
                act.Case.Remark = request.Reason;
                act.Case.DueAt = act.Deployment.TurnaroundHours is { } hours ? act.Now.AddHours(hours) : null;
                act.Move(CaseEvent.ReportAiFailure, CaseState.Analysed);
                act.Scope.Record("case.aiFailed", nameof(Case), act.Case.Id);
                return Task.FromResult<Outcome<CaseStateAnswer>>(new CaseStateAnswer(act.Case.Id, act.Case.State));
            },
            cancellationToken);
}
