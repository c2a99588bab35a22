using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Gates;

/// <summary>A gate of a deployment, opened for an act or a look.</summary>
internal sealed record OpenedGate(DeploymentStanding Deployment, GateDefinition Definition, DeploymentChange? Change);

/// <summary>What handing in and countersigning a gate share: opening it, deciding, and what passing does.</summary>
public sealed class GateDesk(
    GateBook book, GateEvaluation evaluation, IDeploymentStages stages, IClassifiedManagement management, IReadiness readiness, IDocumentDirectory documents, Database database, TimeProvider clock)
{
    /// <summary>
    /// Readiness is decided before the act: it reads much, and what changes it is decided again daily. For a change of site it is that of the new department.
    /// </summary>
    internal async Task<IReadOnlyList<Decision>> ReadinessAsync(Caller caller, Guid deployment, Guid? changeId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var department = changeId is null ? null
            : await db.Set<DeploymentChange>().Where(c => c.Id == changeId && c.DeploymentId == deployment).Select(c => c.DepartmentId).FirstOrDefaultAsync(cancellationToken);
        return await ReadinessAsync(db, deployment, department, cancellationToken);
    }

    internal async Task<IReadOnlyList<Decision>> ReadinessAsync(HengjianDbContext db, Guid deployment, Guid? department, CancellationToken cancellationToken) =>
        (department is { } other
            ? await readiness.DecideInAsync(db, deployment, other, clock.GetUtcNow(), cancellationToken)
            : await readiness.DecideAsync(db, deployment, clock.GetUtcNow(), cancellationToken))?.Decisions ?? [];

    /// <summary>The change whose gate waits for the chair.</summary>
    internal async Task<Guid?> AwaitedChangeAsync(Caller caller, Guid deployment, Gate gate, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<GateSubmission>().Where(s => s.DeploymentId == deployment && s.Gate == gate && s.State == SubmissionState.AwaitingChair)
            .Select(s => s.ChangeId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What is wrong with handing the gate in, seen before the password is asked for; null: nothing.</summary>
    internal async Task<Refusal?> LookAsync(Caller caller, Guid deploymentId, Gate gate, GateRequest request, IReadOnlyList<Decision> ready, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var opened = await OpenAsync(db, deploymentId, gate, request.ChangeId, cancellationToken);
        if (opened.Refusal is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var errors = GateInputs.Check(request, opened.Value!.Definition, now);
        await CheckDocumentsAsync(db, deploymentId, request, ShanghaiDay.Of(now), errors, cancellationToken);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var evidence = GateInputs.Evidence(GateInputs.Answers(request), GateInputs.Documents(request));
        var decisions = await DecideAsync(db, opened.Value, evidence, ready, now, cancellationToken);
        return decisions.Any(d => d.Blocks) ? new RuleRefused(decisions) : null;
    }

    /// <summary>A document on record counts when it belongs to the deployment and is valid today.</summary>
    private async Task CheckDocumentsAsync(HengjianDbContext db, Guid deployment, GateRequest request, DateOnly today, FieldErrors errors, CancellationToken cancellationToken)
    {
        for (var i = 0; i < (request.Documents?.Count ?? 0); i++)
        {
            if (request.Documents![i]?.DocumentId is { } id)
            {
                var known = await documents.FindAsync(db, id, cancellationToken) is { SubjectKind: GateEvaluation.SubjectKind } found && found.SubjectId == deployment && found.CountsOn(today);
                errors.Require(known, string.Create(CultureInfo.InvariantCulture, $"documents[{i}].documentId"), "field.unknownReference");
            }
        }
    }

    internal async Task<Outcome<OpenedGate>> OpenAsync(HengjianDbContext db, Guid deploymentId, Gate gate, Guid? changeId, CancellationToken cancellationToken)
    {
        if (await stages.FindAsync(db, deploymentId, cancellationToken) is not { } deployment)
        {
            return new NotFound("deployment");
        }

        DeploymentChange? change = null;
        if (gate == Gate.Change)
        {
            change = await db.Set<DeploymentChange>().FirstOrDefaultAsync(c => c.Id == changeId && c.DeploymentId == deploymentId, cancellationToken);
            if (change is null)
            {
                return new Invalid("changeId", "field.unknownReference");
            }

            if (change.State != ChangeState.Open)
            {
                return new Conflict("lifeCycle.changeEnded");
            }
        }

        if (await db.Set<GateSubmission>().AnyAsync(s => s.DeploymentId == deploymentId && s.State == SubmissionState.AwaitingChair && s.Gate == gate, cancellationToken))
        {
            return new Conflict("lifeCycle.awaitsChair");
        }

        return new OpenedGate(deployment, await DefinitionAsync(db, deploymentId, gate, change?.Kind, cancellationToken), change);
    }

    /// <summary>The gate as the deployment's class and tier ask for it.</summary>
    internal async Task<GateDefinition> DefinitionAsync(HengjianDbContext db, Guid deployment, Gate gate, ChangeKind? change, CancellationToken cancellationToken) =>
        book.Find(gate, change).For((await management.ForAsync(db, deployment, cancellationToken))!, ShanghaiDay.Of(clock.GetUtcNow()));

    internal Task<IReadOnlyList<Decision>> DecideAsync(
        HengjianDbContext db, OpenedGate at, GateEvidence evidence, IReadOnlyList<Decision> ready, DateTimeOffset now, CancellationToken cancellationToken) =>
        evaluation.DecideAsync(db, at.Deployment, at.Definition, at.Change, evidence, ready, now, cancellationToken);

    /// <summary>Passes: the stage moves, and what the gate admits takes effect now. Answers the stage.</summary>
    internal async Task<DeploymentStage> PassAsync(WriteScope scope, OpenedGate at, GateSubmission submission, CancellationToken cancellationToken)
    {
        var (deployment, definition) = (at.Deployment, at.Definition);
        submission.State = SubmissionState.Passed;
        if (definition.To is { } to)
        {
            await stages.MoveAsync(scope, deployment.Id, to, cancellationToken);
        }

        switch (definition.Gate)
        {
            case Gate.TrialRun when await GateEvaluation.LatestTrialAsync(scope.Db, deployment.Id, deployment.VersionId, cancellationToken) is { } trial:
                trial.State = TrialState.Running;
                break;
            case Gate.Resumption:
                await stages.ResumeAsync(scope, deployment.Id, cancellationToken);
                break;
            case Gate.Change when at.Change is { } change:
                await stages.AlterAsync(scope, deployment.Id, new DeploymentAlteration(change.TechnologyVersionId, change.DepartmentId, change.Protocol, change.IndicationChecklist), cancellationToken);
                (change.State, change.EndedAt) = (ChangeState.Admitted, scope.Now);
                break;
        }

        LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.GatePassed, new StepDetails
        {
            Gate = definition.Gate,
            To = definition.To,
            VersionId = at.Change?.TechnologyVersionId,
            SubjectId = submission.Id,
            Remark = submission.ChairRemark ?? submission.Remark,
            Decisions = submission.Decisions,
            Signatures = submission.ChairSignatureId is { } chair ? [submission.SignatureId, chair] : [submission.SignatureId],
        });
        return definition.To ?? deployment.Stage;
    }
}

/// <summary>What a signature under a gate covers.</summary>
internal static class GateContent
{
    public static byte[] Of(string act, OpenedGate at, GateSubmission submission, DateTimeOffset signedAt, bool? approved) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act,
            submissionId = submission.Id,
            deploymentId = at.Deployment.Id,
            gate = submission.Gate,
            changeId = submission.ChangeId,
            stage = at.Deployment.Stage,
            to = at.Definition.To,
            technologyVersionId = at.Change?.TechnologyVersionId ?? at.Deployment.VersionId,
            indicationChecklist = at.Change?.IndicationChecklist,
            items = submission.Items,
            documents = submission.Documents,
            remark = submission.Remark,
            approved,
            chairRemark = submission.ChairRemark,
            signedAt = StoredInstant.ToMicroseconds(signedAt),
            decisions = submission.Decisions,
        },
        JsonColumn.Options));
}
