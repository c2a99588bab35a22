using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.LifeCycle.Gates;

/// <summary>A gate to put to a committee.</summary>
public sealed record GateMotionRequest
{
    public CommitteeKind? Committee { get; init; }

    /// <summary>The case for it.</summary>
    public string? Proposal { get; init; }

    public Guid? ChangeId { get; init; }
}

/// <summary>Puts a gate to a committee that it needs.</summary>
public sealed class PutGateMotion(GateDesk desk, IMotions motions, PackTexts texts, IWriter writer)
{
    public Task<Outcome<Created>> HandleAsync(Guid deploymentId, Gate gate, GateMotionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var errors = new FieldErrors();
                errors.Require(request.Committee is not null, "committee", "field.required");
                errors.Text("proposal", request.Proposal, 4000, required: false);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                var opened = await desk.OpenAsync(scope.Db, deploymentId, gate, request.ChangeId, ct);
                if (opened.Refusal is { } refusal)
                {
                    return refusal;
                }

                var at = opened.Value!;
                if (!at.Definition.Committees.Contains(request.Committee!.Value))
                {
                    return new Invalid("committee", "lifeCycle.committeeNotAsked");
                }

                var path = $"/deployments/{deploymentId:D}/gates/{CodeName.Of(gate)}" + (at.Change is null ? "" : $"?change={at.Change.Id:D}");
                // What is stored is the institution's own record, in its language.
                var title = $"{at.Deployment.Name}：{texts.Term("gate." + CodeName.Of(gate), "zh-CN")}";
                var put = await motions.PutAsync(scope, new MotionDraft(request.Committee.Value, GateEvaluation.SubjectKind, deploymentId, title, GateInputs.Trimmed(request.Proposal), path), ct);
                if (put.Refusal is { } notPut)
                {
                    return notPut;
                }

                scope.Db.Add(new GateMotion
                {
                    InstitutionId = scope.InstitutionId, Id = scope.NewId(), DeploymentId = deploymentId, Gate = gate, ChangeId = at.Change?.Id, MotionId = put.Value, PutAt = scope.Now,
                });
                LifeCycleLog.Add(scope, at.Deployment, LifeCycleEventKind.MotionPut, new StepDetails { Gate = gate, SubjectId = put.Value });
                return new Created(put.Value);
            },
            cancellationToken);
}
