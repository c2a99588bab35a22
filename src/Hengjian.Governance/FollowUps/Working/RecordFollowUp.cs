using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.FollowUps.Reminders;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Working;

/// <summary>Records a contact on a complete case: an attempt that reached nobody and when to try again, or what was found out, with the reference that it yields.</summary>
public sealed class RecordFollowUp(IWriter writer, ICaseDirectory cases, ICaseReferences references, IFindings findings)
{
    public Task<Outcome<FollowUpAnswer>> HandleAsync(Guid caseId, FollowUpRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<FollowUpAnswer>(context, (scope, ct) => RecordAsync(caseId, request, scope, ct), cancellationToken);

    private async Task<Outcome<FollowUpAnswer>> RecordAsync(Guid caseId, FollowUpRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(scope.Db, scope.Caller, caseId, cancellationToken) is not { Study: false } subject
            || !await FollowUpSight.StaffsAsync(scope.Db, scope.Caller.Id, subject.DeploymentId, cancellationToken))
        {
            return new NotFound("case");
        }

        var errors = new FieldErrors();
        Check(request, scope.Now, errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (subject.State is not (CaseState.Concluded or CaseState.Reported))
        {
            return new Conflict("followUp.caseNotComplete");
        }

        var tasks = await scope.Db.Set<FollowUpTask>().Where(t => t.CaseId == caseId).OrderBy(t => t.DueOn).ThenBy(t => t.Id).ToListAsync(cancellationToken);
        var task = request.TaskId is { } id ? tasks.FirstOrDefault(t => t.Id == id) : tasks.FirstOrDefault(t => t.State == FollowUpState.Open) ?? Unplanned(scope, subject);
        if (task is null)
        {
            return new Invalid("taskId", "field.unknownReference");
        }

        if (task.State is FollowUpState.Done or FollowUpState.Dropped)
        {
            return new Conflict("followUp.settled");
        }

        Attempt(scope, task, request);
        if ((request.Contact ?? ContactResult.Reached) == ContactResult.Reached && await SettleAsync(scope, task, tasks, request, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        scope.Record("followUp.recorded", nameof(FollowUpTask), task.Id);
        scope.Record(task.State == FollowUpState.Done ? "case.followUp.done" : "case.followUp.attempted", "Case", caseId);
        return new FollowUpAnswer(task.Id, task.State, task.Attempts, task.State == FollowUpState.Open ? task.NextOn : null, task.ReferenceId);
    }

    private static void Check(FollowUpRequest request, DateTimeOffset now, FieldErrors errors)
    {
        var reached = request.Contact is null or ContactResult.Reached;
        var today = ShanghaiDay.Of(now);
        errors.Past("at", request.At, now);
        errors.Require(request.Channel is not null, "channel", "field.required");
        errors.Require(!reached || request.Outcome is not null, "outcome", "field.required");
        errors.Require(reached || request.Outcome is null, "outcome", "followUp.nobodyReached");
        errors.Require(reached || request.Reference is null, "reference", "followUp.nobodyReached");
        errors.Require(reached || request.EndsPlan is null, "endsPlan", "followUp.nobodyReached");
        errors.Text("note", request.Note, 2000, required: false);
        errors.Text("endsPlan", request.EndsPlan, 500, required: false);
        errors.Require(request.NextOn is null || request.NextOn > today, "nextOn", "field.tooEarly");
        errors.Require(request.NextOn is null || request.NextOn <= today.AddYears(2), "nextOn", "field.future");
        errors.Require(request.NextOn is null || !reached, "nextOn", "followUp.noNextWhenReached");
    }

    private static FollowUpTask Unplanned(WriteScope scope, CaseBrief subject)
    {
        var today = ShanghaiDay.Of(scope.Now);
        var task = new FollowUpTask
        {
            InstitutionId = scope.InstitutionId, Id = scope.NewId(), CaseId = subject.Id, DeploymentId = subject.DeploymentId, DueOn = today, NextOn = today, State = FollowUpState.Open,
        };
        scope.Db.Add(task);
        return task;
    }

    private static void Attempt(WriteScope scope, FollowUpTask task, FollowUpRequest request)
    {
        var attempt = new ContactAttempt
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            TaskId = task.Id,
            At = request.At ?? scope.Now,
            Channel = request.Channel!.Value,
            Result = request.Contact ?? ContactResult.Reached,
            By = scope.Caller.Id,
        };
        attempt.Note = scope.Database.Fields.Protect(scope.InstitutionId, "note", attempt.Id, request.Note?.Trim());
        task.Attempts++;
        if (attempt.Result != ContactResult.Reached)
        {
            attempt.NextOn = request.NextOn ?? ShanghaiDay.Of(scope.Now).AddDays(1);
            task.NextOn = attempt.NextOn.Value;
            // Somebody tries again: it is not given up any more.
            task.State = FollowUpState.Open;
            task.LostReason = null;
        }

        scope.Db.Add(attempt);
    }

    private async Task<Refusal?> SettleAsync(WriteScope scope, FollowUpTask task, List<FollowUpTask> tasks, FollowUpRequest request, CancellationToken cancellationToken)
    {
        if (request.Reference is { } reference)
        {
            var added = await references.AddAsync(scope, task.CaseId, reference, cancellationToken);
            if (added.Refusal is { } refusal)
            {
                return refusal is Invalid wrong ? new Invalid([.. wrong.Errors.Select(e => e with { Field = "reference." + e.Field })]) : refusal;
            }

            task.ReferenceId = added.Value;
        }

        task.State = FollowUpState.Done;
        task.LostReason = null;
        task.Result = request.Outcome;
        task.Note = scope.Database.Fields.Protect(scope.InstitutionId, "note", task.Id, request.Note?.Trim());
        task.DoneBy = scope.Caller.Id;
        task.DoneAt = request.At ?? scope.Now;
        await findings.CloseAsync(scope, OverdueFollowUps.KeyOf(task.Id), cancellationToken);
        var ended = request.Outcome == FollowUpResult.Deceased ? DropReason.Deceased : request.EndsPlan is null ? (DropReason?)null : DropReason.PlanEnded;
        foreach (var later in tasks.Where(t => ended is not null && t.Id != task.Id && (t.State is FollowUpState.Open or FollowUpState.Lost)))
        {
            later.State = FollowUpState.Dropped;
            later.Dropped = ended;
            later.LostReason = request.EndsPlan?.Trim();
            await findings.CloseAsync(scope, OverdueFollowUps.KeyOf(later.Id), cancellationToken);
        }

        return null;
    }
}
