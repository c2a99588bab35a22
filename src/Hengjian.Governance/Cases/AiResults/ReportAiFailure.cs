using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.AiResults;

/// <summary>Why there is no AI result.</summary>
public sealed record AiFailureRequest
{
    /// <summary>One of the pack's codes (HP-5.5); null: the reason says all.</summary>
    public string? Code { get; init; }

    /// <summary>In words; needed where no code is given.</summary>
    public string? Reason { get; init; }
}

/// <summary>The AI failed (time-out, error, shadow version): the case is read without it and counts in the failure rate.</summary>
public sealed class ReportAiFailure(CaseActs acts, CaseDecisions rules, CaseParameters parameters, AiFailureCodes codes)
{
    public Task<Outcome<CaseStateAnswer>> HandleAsync(Guid caseId, AiFailureRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CaseStateAnswer>(
            caseId,
            context,
            CaseEvent.ReportAiFailure,
            (act, _) =>
            {
                var errors = new FieldErrors();
                errors.Text("reason", request.Reason, 500, required: request.Code is null);
                errors.Require(request.Code is null || codes.InForce(act.Now, act.Deployment.Institution).Contains(request.Code), "code", "case.unknownFailureCode");
                if (errors.Any)
                {
                    return Task.FromResult<Outcome<CaseStateAnswer>>(errors.ToRefusal());
                }

                act.Case.WithoutAi = true;
                (act.Case.AiFailureCode, act.Case.Remark) = (request.Code, request.Reason);
                act.Case.DueAt = act.Deployment.TurnaroundHours is { } hours ? act.Now.AddHours(hours) : null;
                act.Move(CaseEvent.ReportAiFailure, CaseState.Analysed);
                act.Scope.Record("case.aiFailed", nameof(Case), act.Case.Id);
                if (act.File.CurrentOpinions.LastOrDefault() is { } last)
                {
                    // What was read before the AI counts now that there is none: the case goes where its opinions lead.
                    CaseProgress.AfterOpinion(act, rules, parameters, last);
                }

                return Task.FromResult<Outcome<CaseStateAnswer>>(new CaseStateAnswer(act.Case.Id, act.Case.State));
            },
            cancellationToken);
}
