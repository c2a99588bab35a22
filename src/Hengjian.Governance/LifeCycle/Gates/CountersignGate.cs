using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Gates;

/// <summary>The chair of the committee signs a gate that the officer handed in, or returns it with a reason. Everything is decided again at that moment.</summary>
public sealed class CountersignGate(GateDesk desk, IDeploymentStages stages, ICommitteeChairs chairs, ISigning signing, IWriter writer)
{
    public async Task<Outcome<GateAnswered>> HandleAsync(Guid deploymentId, Gate gate, CountersignRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Require(request.Approve is not null, "approve", "field.required");
        errors.Text("remark", request.Remark, GateInputs.LongestRemark, required: request.Approve == false);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var readiness = await desk.ReadinessAsync(
            context.Caller, deploymentId, request.ChangeId ?? await desk.AwaitedChangeAsync(context.Caller, deploymentId, gate, cancellationToken), cancellationToken);
        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        if (unlocked.Refusal is { } refusal)
        {
            return refusal;
        }

        return await writer.WriteAsync<GateAnswered>(context, (scope, ct) => SignAsync(scope, deploymentId, gate, request, readiness, unlocked.Value!, ct), cancellationToken);
    }

    private async Task<Outcome<GateAnswered>> SignAsync(
        WriteScope scope, Guid deploymentId, Gate gate, CountersignRequest request, IReadOnlyList<Decision> readiness, SigningTicket ticket, CancellationToken cancellationToken)
    {
        if (await stages.FindAsync(scope.Db, deploymentId, cancellationToken) is not { } deployment)
        {
            return new NotFound("deployment");
        }

        var submission = await scope.Db.Set<GateSubmission>()
            .FirstOrDefaultAsync(s => s.DeploymentId == deploymentId && s.Gate == gate && s.State == SubmissionState.AwaitingChair, cancellationToken);
        if (submission is null)
        {
            return new Conflict("lifeCycle.nothingToSign");
        }

        if (submission.SubmittedBy == scope.Caller.Id)
        {
            return new Conflict("lifeCycle.ownSubmission");
        }

        if (!await chairs.IsChairAsync(scope.Db, CommitteeKind.Technology, scope.Caller.Id, cancellationToken))
        {
            return new Forbidden("lifeCycle.notTheChair");
        }

        var change = submission.ChangeId is { } id ? await scope.Db.Set<DeploymentChange>().FirstAsync(c => c.Id == id, cancellationToken) : null;
        if (change is { State: not ChangeState.Open })
        {
            return new Conflict("lifeCycle.changeEnded");
        }

        var at = new OpenedGate(deployment, await desk.DefinitionAsync(scope.Db, deploymentId, gate, change?.Kind, cancellationToken), change);
        (submission.ChairId, submission.ChairAt, submission.ChairRemark) = (scope.Caller.Id, scope.Now, GateInputs.Trimmed(request.Remark));
        if (request.Approve == true)
        {
            submission.Decisions = await desk.DecideAsync(scope.Db, at, GateInputs.Evidence(submission.Items, submission.Documents), readiness, scope.Now, cancellationToken);
            if (submission.Decisions.Any(d => d.Blocks))
            {
                return new RuleRefused(submission.Decisions);
            }
        }

        submission.ChairSignatureId = await signing.SignAsync(
            scope, ticket, "gate.chair", nameof(GateSubmission), submission.Id, GateContent.Of("gate.chair", at, submission, scope.Now, request.Approve), cancellationToken);
        if (request.Approve == true)
        {
            return new GateAnswered(submission.Id, SubmissionState.Passed, await desk.PassAsync(scope, at, submission, cancellationToken));
        }

        submission.State = SubmissionState.Returned;
        LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.GateReturned, new StepDetails
        {
            Gate = gate, SubjectId = submission.Id, Remark = submission.ChairRemark, Signatures = [submission.SignatureId, submission.ChairSignatureId.Value],
        });
        return new GateAnswered(submission.Id, submission.State, deployment.Stage);
    }
}
