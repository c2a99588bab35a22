using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.Closing;

/// <summary>Why, or under which receipt: the remark that reporting, closing, reopening and cancelling leave.</summary>
public sealed record ClosingRequest
{
    public string? Reason { get; init; }
}

/// <summary>The acts that end a case or take it up again: cancel, report (with the receiver's receipt), close, reopen.</summary>
public sealed class CloseCase(CaseActs acts, CaseDecisions rules, IFollowUpFacts followUps)
{
    public Task<Outcome<CaseStateAnswer>> CancelAsync(Guid caseId, ClosingRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        RunAsync(caseId, request, context, CaseEvent.Cancel, CaseState.Cancelled, "case.cancelled", cancellationToken);

    /// <summary>Marks the case as reported; the reason is the receipt of the entry. Sending to receivers comes with the reporting module.</summary>
    public Task<Outcome<CaseStateAnswer>> ReportAsync(Guid caseId, ClosingRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        RunAsync(caseId, request, context, CaseEvent.Report, CaseState.Reported, "case.reported", cancellationToken);

    public Task<Outcome<CaseStateAnswer>> CloseAsync(Guid caseId, ClosingRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        RunAsync(caseId, request, context, CaseEvent.Close, CaseState.Closed, "case.closed", cancellationToken);

    public Task<Outcome<CaseStateAnswer>> ReopenAsync(Guid caseId, ClosingRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        RunAsync(caseId, request, context, CaseEvent.Reopen, CaseState.Reported, "case.reopened", cancellationToken);

    private Task<Outcome<CaseStateAnswer>> RunAsync(
        Guid caseId, ClosingRequest request, WriteRequest context, CaseEvent what, CaseState to, string action, CancellationToken cancellationToken) =>
        acts.RunAsync<CaseStateAnswer>(
            caseId,
            context,
            what,
            async (act, ct) =>
            {
                var errors = new FieldErrors();
                errors.Text("reason", request.Reason, 500);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (what == CaseEvent.Close)
                {
                    var decision = rules.FollowUp(await followUps.OfAsync(act.Scope.Db, act.Case.Id, act.Case.DeploymentId, ct), act.Deployment, act.Now);
                    if (decision.Blocks)
                    {
                        return new RuleRefused([decision]);
                    }
                }

                act.Case.Remark = request.Reason;
                act.Case.DueAt = null;
                act.Move(what, to);
                act.Scope.Record(action, nameof(Case), act.Case.Id);
                return new CaseStateAnswer(act.Case.Id, act.Case.State);
            },
            cancellationToken);
}
