using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.FollowUps.Reminders;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Working;

/// <summary>What surrounds the contacts: who does a task, when a patient counts as lost, how the patient is reached.</summary>
public sealed class FollowUpWorking(
    IWriter writer, Database database, ICaseDirectory cases, IFindings findings, IInstitutionRegister institutions, RegulationCatalog catalog, IRoleMembers members, IAccessLog log)
{
    public Task<Outcome<Created>> AssignAsync(Guid taskId, AssignmentRequest request, WriteRequest context, CancellationToken cancellationToken) => OnOpenAsync(
        taskId,
        context,
        async (task, scope, ct) =>
        {
            if (request.UserId is { } user)
            {
                var holds = (await members.OfAsync(scope.Db, Role.FollowUpStaff, ct)).Any(m => m.UserId == user);
                if (!holds || !await FollowUpSight.StaffsAsync(scope.Db, user, task.DeploymentId, ct))
                {
                    return new Invalid("userId", "field.unknownReference");
                }
            }

            task.AssignedTo = request.UserId;
            scope.Record("followUp.assigned", nameof(FollowUpTask), taskId);
            return new Created(taskId);
        },
        cancellationToken);

    /// <summary>失访: after the pack's number of attempts that reached nobody, spread over its days.</summary>
    public Task<Outcome<Created>> GiveUpAsync(Guid taskId, LossRequest request, WriteRequest context, CancellationToken cancellationToken) => OnOpenAsync(
        taskId,
        context,
        async (task, scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var parameters = catalog.Parameters(ClauseIds.FollowUps, scope.Now, await institutions.CreditCodeAsync(scope.Db, ct));
            var (least, days) = (parameters.Int("lostAttempts"), parameters.Int("lostDays"));
            var failed = await scope.Db.Set<ContactAttempt>().Where(a => a.TaskId == taskId && a.Result != ContactResult.Reached).Select(a => a.At).ToListAsync(ct);
            if (failed.Count < least || ShanghaiDay.Of(failed.Max()).DayNumber - ShanghaiDay.Of(failed.Min()).DayNumber < days)
            {
                return new Conflict("followUp.notYetLost", new Dictionary<string, string> { ["attempts"] = Text(least), ["days"] = Text(days), ["made"] = Text(failed.Count) });
            }

            var given = request.WholePlan
                ? await scope.Db.Set<FollowUpTask>().Where(t => t.CaseId == task.CaseId && t.State == FollowUpState.Open).ToListAsync(ct)
                : [task];
            foreach (var lost in given)
            {
                lost.State = FollowUpState.Lost;
                lost.LostReason = request.Reason!.Trim();
                lost.DoneBy = scope.Caller.Id;
                lost.DoneAt = scope.Now;
                await findings.CloseAsync(scope, OverdueFollowUps.KeyOf(lost.Id), ct);
            }

            scope.Record("followUp.lost", nameof(FollowUpTask), taskId);
            scope.Record("case.followUp.lost", "Case", task.CaseId);
            return new Created(taskId);
        },
        cancellationToken);

    /// <summary>Stores how the patient of a case is reached; the number is encrypted.</summary>
    public Task<Outcome<Created>> SetContactAsync(Guid caseId, ContactRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await cases.FindAsync(scope.Db, scope.Caller, caseId, ct) is not { Study: false } subject || !await FollowUpSight.StaffsAsync(scope.Db, scope.Caller.Id, subject.DeploymentId, ct))
            {
                return new NotFound("case");
            }

            var errors = new FieldErrors();
            errors.Text("phone", request.Phone, 40);
            errors.Require(
                string.IsNullOrWhiteSpace(request.Phone) || (request.Phone.Count(char.IsAsciiDigit) >= 5 && request.Phone.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ' or '(' or ')')),
                "phone", "field.malformed");
            errors.Text("person", request.Person, 100, required: false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var row = await scope.Db.Set<FollowUpContact>().FirstOrDefaultAsync(c => c.CaseId == caseId, ct);
            if (row is null)
            {
                row = new FollowUpContact { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CaseId = caseId };
                scope.Db.Add(row);
            }

            row.Phone = scope.Database.Fields.Protect(scope.InstitutionId, "phone", row.Id, request.Phone!.Trim())!;
            row.Person = scope.Database.Fields.Protect(scope.InstitutionId, "person", row.Id, request.Person?.Trim());
            row.RecordedBy = scope.Caller.Id;
            row.RecordedAt = scope.Now;
            scope.Record("followUp.contactSet", nameof(FollowUpContact), row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    /// <summary>The number whole, after the reason is on record.</summary>
    public async Task<Outcome<ContactShown>> ShowContactAsync(Guid caseId, string? reason, WriteRequest context, CancellationToken cancellationToken)
    {
        await using var db = database.Read(context.Caller.InstitutionId);
        if (await cases.FindAsync(db, context.Caller, caseId, cancellationToken) is not { } subject
            || !await FollowUpSight.StaffsAsync(db, context.Caller.Id, subject.DeploymentId, cancellationToken)
            || await db.Set<FollowUpContact>().FirstOrDefaultAsync(c => c.CaseId == caseId, cancellationToken) is not { } row)
        {
            return new NotFound("followUpContact");
        }

        var recorded = await log.DiscloseAsync(context, AccessKind.Unmasked, "Case", [caseId], reason, cancellationToken);
        return recorded.Refusal is { } refusal
            ? refusal
            : new ContactShown(database.Fields.Unprotect(row.InstitutionId, "phone", row.Id, row.Phone)!, database.Fields.Unprotect(row.InstitutionId, "person", row.Id, row.Person));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Task<Outcome<Created>> OnOpenAsync(
        Guid taskId, WriteRequest context, Func<FollowUpTask, WriteScope, CancellationToken, Task<Outcome<Created>>> act, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) => await (await FollowUpSight.TasksAsync(scope.Db, scope.Caller, ct)).FirstOrDefaultAsync(t => t.Id == taskId, ct) switch
            {
                null => new NotFound("followUp"),
                { State: not FollowUpState.Open } => new Conflict("followUp.settled"),
                var task => await act(task, scope, ct),
            },
            cancellationToken);
}
