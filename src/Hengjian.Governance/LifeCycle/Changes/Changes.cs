using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.AcceptanceTests;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Changes;

/// <summary>A change to propose.</summary>
public sealed record ChangeRequest
{
    public ChangeKind? Kind { get; init; }

    public string? Description { get; init; }

    /// <summary>The new version, for a change of version.</summary>
    public Guid? TechnologyVersionId { get; init; }

    /// <summary>The new department, for a change of site.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>The new protocol, for a change of protocol.</summary>
    public ReadingProtocol? Protocol { get; init; }

    /// <summary>The whole new checklist of the version in use, for a change of indication; it takes effect with the change.</summary>
    public IReadOnlyList<ChecklistItem>? IndicationChecklist { get; init; }
}

/// <summary>Proposes changes of a deployment in use. Each takes effect when its gate is passed, and not before: until then results of a new version stay in shadow.</summary>
public sealed class Changes(IWriter writer, IDeploymentStages stages, IDepartmentDirectory departments)
{
    public Task<Outcome<Created>> ProposeAsync(Guid deploymentId, ChangeRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await stages.FindAsync(scope.Db, deploymentId, ct) is not { } deployment)
            {
                return new NotFound("deployment");
            }

            var errors = await CheckAsync(scope, deployment, request, ct);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (deployment.Stage is not (DeploymentStage.AcceptanceTest or DeploymentStage.TrialRun or DeploymentStage.RoutineUse or DeploymentStage.Shadow))
            {
                return new Conflict("lifeCycle.changeNotNow");
            }

            if (await scope.Db.Set<DeploymentChange>().AnyAsync(c => c.DeploymentId == deploymentId && c.Kind == request.Kind && c.State == ChangeState.Open, ct))
            {
                return new Conflict("lifeCycle.changeOpen");
            }

            var change = new DeploymentChange
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                DeploymentId = deploymentId,
                Kind = request.Kind!.Value,
                Description = request.Description!.Trim(),
                TechnologyVersionId = request.Kind == ChangeKind.Version ? request.TechnologyVersionId : null,
                DepartmentId = request.Kind == ChangeKind.Site ? request.DepartmentId : null,
                Protocol = request.Kind == ChangeKind.Protocol ? request.Protocol : null,
                IndicationChecklist = request.Kind == ChangeKind.Indication ? request.IndicationChecklist : null,
                State = ChangeState.Open,
                ProposedBy = scope.Caller.Id,
                ProposedAt = scope.Now,
            };
            scope.Db.Add(change);
            LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.ChangeProposed, new StepDetails { Gate = Gate.Change, SubjectId = change.Id, Remark = change.Description });
            return new Created(change.Id);
        },
        cancellationToken);

    /// <summary>Withdraws an open change; a gate that waits for the chair's signature goes back with it.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid deploymentId, Guid changeId, WithdrawalRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var errors = new FieldErrors();
                errors.Text("reason", request.Reason, GateInputs.LongestRemark);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (await stages.FindAsync(scope.Db, deploymentId, ct) is not { } deployment
                    || await scope.Db.Set<DeploymentChange>().FirstOrDefaultAsync(c => c.Id == changeId && c.DeploymentId == deploymentId, ct) is not { } change)
                {
                    return new NotFound("change");
                }

                if (change.State != ChangeState.Open)
                {
                    return new Conflict("lifeCycle.changeEnded");
                }

                (change.State, change.EndedAt, change.Remark) = (ChangeState.Withdrawn, scope.Now, request.Reason!.Trim());
                foreach (var waiting in await scope.Db.Set<GateSubmission>().Where(s => s.ChangeId == changeId && s.State == SubmissionState.AwaitingChair).ToListAsync(ct))
                {
                    waiting.State = SubmissionState.Returned;
                }

                LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.ChangeWithdrawn, new StepDetails { Gate = Gate.Change, SubjectId = change.Id, Remark = change.Remark });
                return new Created(changeId);
            },
            cancellationToken);

    private async Task<FieldErrors> CheckAsync(WriteScope scope, DeploymentStanding deployment, ChangeRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Text("description", request.Description, 2000);
        switch (request.Kind)
        {
            case ChangeKind.Version:
                errors.Require(request.TechnologyVersionId is not null, "technologyVersionId", "field.required");
                errors.Require(
                    request.TechnologyVersionId is not { } version || await stages.WithVersionAsync(scope.Db, deployment.Id, version, cancellationToken) is not null,
                    "technologyVersionId", "field.unknownReference");
                errors.Require(request.TechnologyVersionId != deployment.VersionId, "technologyVersionId", "lifeCycle.noChange");
                break;
            case ChangeKind.Site:
                errors.Require(request.DepartmentId is not null, "departmentId", "field.required");
                errors.Require(
                    request.DepartmentId is not { } department || await departments.ExistsAsync(scope.Db, department, cancellationToken), "departmentId", "field.unknownReference");
                errors.Require(request.DepartmentId is null || request.DepartmentId != deployment.DepartmentId, "departmentId", "lifeCycle.noChange");
                break;
            case ChangeKind.Indication:
                IndicationChecklists.Check("indicationChecklist", request.IndicationChecklist, errors);
                errors.Require(request.IndicationChecklist is { Count: > 0 }, "indicationChecklist", "field.required");
                var present = (await stages.WithVersionAsync(scope.Db, deployment.Id, deployment.VersionId, cancellationToken))!.IndicationChecklist;
                errors.Require(request.IndicationChecklist is null || !request.IndicationChecklist.SequenceEqual(present), "indicationChecklist", "lifeCycle.noChange");
                break;
            case ChangeKind.Protocol:
                errors.Require(request.Protocol is not null, "protocol", "field.required");
                errors.Require(request.Protocol is null || request.Protocol != deployment.Protocol, "protocol", "lifeCycle.noChange");
                break;
        }

        return errors;
    }
}
