using System.Globalization;
using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Sittings;

/// <summary>The trainer's acts on a sitting: extra time, other examiners, cancelling or annulling it, answering an objection.</summary>
public sealed class ManageSittings
{
    private readonly IWriter _writer;
    private readonly IEnrolments _enrolments;
    private readonly ExaminerCheck _examiners;

    internal ManageSittings(IWriter writer, IEnrolments enrolments, ExaminerCheck examiners) => (_writer, _enrolments, _examiners) = (writer, enrolments, examiners);

    /// <summary>Gives more time with a reason, before or while it is sat.</summary>
    public Task<Outcome<Created>> ExtendAsync(Guid id, ExtraTimeRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync(
        id,
        context,
        async (scope, sitting, ct) =>
        {
            var most = (await _examiners.ParametersAsync(scope.Db, ClauseIds.ExaminationAttempts, scope.Now, ct)).Int("mostExtraMinutes");
            var errors = new FieldErrors();
            errors.Require(request.Minutes is { } minutes && minutes >= 0 && minutes <= most, "minutes", request.Minutes is null ? "field.required" : "field.outOfRange", ("from", "0"), ("to", most.ToString(CultureInfo.InvariantCulture)));
            errors.Text("reason", request.Reason, 500);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (sitting.State is not (SittingState.Scheduled or SittingState.Running) || scope.Now >= sitting.EndsAt)
            {
                return new Conflict("examination.notOpenAnyMore");
            }

            (sitting.ExtraMinutes, sitting.ExtraReason) = (request.Minutes!.Value, request.Reason!.Trim());
            if (sitting.StartedAt is { } started)
            {
                var end = sitting.EndOf(started);
                if (end <= scope.Now)
                {
                    return new Conflict("examination.notOpenAnyMore");
                }

                sitting.EndsAt = end;
            }

            scope.Record("sitting.extended", nameof(Sitting), id);
            return null;
        },
        cancellationToken);

    /// <summary>Names other examiners while nobody has signed; marks of those who are replaced go with them.</summary>
    public Task<Outcome<Created>> AssignAsync(Guid id, ExaminersRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync(
        id,
        context,
        async (scope, sitting, ct) =>
        {
            var known = await _examiners.ExaminersAsync(scope.Db, ct);
            var errors = new FieldErrors();
            errors.Require(request.FirstExaminerId is not null, "firstExaminerId", "field.required");
            errors.Require(request.SecondExaminerId is not null, "secondExaminerId", "field.required");
            ExaminerCheck.Check(errors, known, request);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (sitting.EnrolmentId is not { } enrolmentId || sitting.State is not (SittingState.Scheduled or SittingState.Running or SittingState.HandedIn) || sitting.Signatures.Count > 0)
            {
                return new Conflict("examination.examinersFixed");
            }

            var enrolment = await _enrolments.FindAsync(scope.Db, enrolmentId, ct);
            Guid?[] all = [request.FirstExaminerId, request.SecondExaminerId, request.ArbiterId];
            var decision = await _examiners.DecideAsync(scope.Db, ClauseIds.Examiners, new MarkingFacts(ExaminerCheck.Facts(known, all, enrolment), []), scope.Now, ct);
            if (decision.Blocks)
            {
                return new RuleRefused([decision]);
            }

            (sitting.FirstExaminerId, sitting.SecondExaminerId, sitting.ArbiterId) = (request.FirstExaminerId, request.SecondExaminerId, request.ArbiterId);
            scope.Record("sitting.examinersNamed", nameof(Sitting), id);
            return null;
        },
        cancellationToken);

    /// <summary>Cancels a sitting that was not begun, or annuls one that was: then it has no result.</summary>
    public Task<Outcome<Created>> EndAsync(Guid id, ExaminationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync(
        id,
        context,
        (scope, sitting, _) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 1000);
            if (errors.Any)
            {
                return Task.FromResult<Refusal?>(errors.ToRefusal());
            }

            if (sitting.State is SittingState.Cancelled or SittingState.Annulled or SittingState.Missed)
            {
                return Task.FromResult<Refusal?>(new Conflict("examination.ended"));
            }

            sitting.State = sitting.State == SittingState.Scheduled ? SittingState.Cancelled : SittingState.Annulled;
            (sitting.EndReason, sitting.EndedBy, sitting.EndedAt) = (request.Reason!.Trim(), scope.Caller.Id, scope.Now);
            scope.Record(sitting.State == SittingState.Cancelled ? "sitting.cancelled" : "sitting.annulled", nameof(Sitting), id);
            return Task.FromResult<Refusal?>(null);
        },
        cancellationToken);

    /// <summary>Answers an objection. Upheld: the conclusion is taken back, and the examiners mark and sign anew.</summary>
    public Task<Outcome<Created>> AnswerObjectionAsync(Guid id, ObjectionAnswerRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync(
        id,
        context,
        (scope, sitting, _) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.Upheld is not null, "upheld", "field.required");
            errors.Text("answer", request.Answer, 2000);
            if (errors.Any)
            {
                return Task.FromResult<Refusal?>(errors.ToRefusal());
            }

            if (sitting.Objection is null || sitting.ObjectionAnsweredAt is not null || sitting.State != SittingState.Concluded)
            {
                return Task.FromResult<Refusal?>(new Conflict("examination.noObjection"));
            }

            (sitting.ObjectionUpheld, sitting.ObjectionAnswer) = (request.Upheld, request.Answer!.Trim());
            (sitting.ObjectionAnsweredAt, sitting.ObjectionAnsweredBy) = (scope.Now, scope.Caller.Id);
            if (request.Upheld == true && sitting.Purpose == PaperPurpose.WrittenExamination)
            {
                (sitting.State, sitting.Hundredths, sitting.Passed, sitting.ConcludedAt, sitting.Signatures) = (SittingState.HandedIn, null, null, null, []);
            }

            scope.Record("sitting.objectionAnswered", nameof(Sitting), id);
            return Task.FromResult<Refusal?>(null);
        },
        cancellationToken);

    /// <summary>The candidate objects to a conclusion within the pack's days, once.</summary>
    public Task<Outcome<Created>> ObjectAsync(Guid id, ObjectionRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<Sitting>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } sitting || !SitExam.IsOwn(sitting, scope.Caller))
            {
                return new NotFound("sitting");
            }

            var errors = new FieldErrors();
            errors.Text("text", request.Text, 2000);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var days = (await _examiners.ParametersAsync(scope.Db, ClauseIds.ExaminationAttempts, scope.Now, ct)).Int("objectionDays");
            if (sitting.State != SittingState.Concluded || sitting.Objection is not null || ShanghaiDay.Of(scope.Now) > ShanghaiDay.Of(sitting.ConcludedAt!.Value).AddDays(days))
            {
                return new Conflict("examination.objectionClosed", new Dictionary<string, string> { ["days"] = days.ToString(CultureInfo.InvariantCulture) });
            }

            (sitting.Objection, sitting.ObjectedAt) = (request.Text!.Trim(), scope.Now);
            scope.Record("sitting.objected", nameof(Sitting), id);
            return new Created(id);
        },
        cancellationToken);

    private Task<Outcome<Created>> ActAsync(Guid id, WriteRequest context, Func<WriteScope, Sitting, CancellationToken, Task<Refusal?>> act, CancellationToken cancellationToken) =>
        _writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Sitting>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } sitting)
                {
                    return new NotFound("sitting");
                }

                return await act(scope, sitting, ct) is { } refusal ? refusal : new Created(id);
            },
            cancellationToken);
}
