using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.LifeCycle.Gates;

/// <summary>
/// Hands a gate in. What it lacks refuses it with the clauses; else the officer's signature stands under it, and it passes at once or waits for the chair of the
/// committee.
/// </summary>
public sealed class PassGate(GateDesk desk, ISigning signing, IWriter writer)
{
    public async Task<Outcome<GateAnswered>> HandleAsync(Guid deploymentId, Gate gate, GateRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var readiness = await desk.ReadinessAsync(context.Caller, deploymentId, request.ChangeId, cancellationToken);
        var before = await desk.LookAsync(context.Caller, deploymentId, gate, request, readiness, cancellationToken);
        if (before is not null)
        {
            return before;
        }

        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        if (unlocked.Refusal is { } refusal)
        {
            return refusal;
        }

        return await writer.WriteAsync<GateAnswered>(context, (scope, ct) => SubmitAsync(scope, deploymentId, gate, request, readiness, unlocked.Value!, ct), cancellationToken);
    }

    private async Task<Outcome<GateAnswered>> SubmitAsync(
        WriteScope scope, Guid deploymentId, Gate gate, GateRequest request, IReadOnlyList<Decision> readiness, SigningTicket ticket, CancellationToken cancellationToken)
    {
        var opened = await desk.OpenAsync(scope.Db, deploymentId, gate, request.ChangeId, cancellationToken);
        if (opened.Refusal is { } closed)
        {
            return closed;
        }

        var at = opened.Value!;
        var submission = new GateSubmission
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            DeploymentId = deploymentId,
            Gate = gate,
            ChangeId = at.Change?.Id,
            State = SubmissionState.AwaitingChair,
            Items = GateInputs.Answers(request),
            Documents = GateInputs.Documents(request),
            Remark = GateInputs.Trimmed(request.Remark),
            SubmittedBy = scope.Caller.Id,
            SubmittedAt = scope.Now,
        };
        submission.Decisions = await desk.DecideAsync(scope.Db, at, GateInputs.Evidence(submission.Items, submission.Documents), readiness, scope.Now, cancellationToken);
        if (submission.Decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(submission.Decisions);
        }

        submission.SignatureId = await signing.SignAsync(
            scope, ticket, "gate", nameof(GateSubmission), submission.Id, GateContent.Of("gate", at, submission, scope.Now, null), cancellationToken);
        scope.Db.Add(submission);
        if (at.Definition.NeedsChair)
        {
            LifeCycleLog.Add(scope, at.Deployment, LifeCycleEventKind.GateSubmitted, new StepDetails
            {
                Gate = gate, SubjectId = submission.Id, Remark = submission.Remark, Decisions = submission.Decisions, Signatures = [submission.SignatureId],
            });
            return new GateAnswered(submission.Id, submission.State, at.Deployment.Stage);
        }

        return new GateAnswered(submission.Id, SubmissionState.Passed, await desk.PassAsync(scope, at, submission, cancellationToken));
    }
}
