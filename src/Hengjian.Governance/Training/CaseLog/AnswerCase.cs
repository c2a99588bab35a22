using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Enrolments;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.CaseLog;

/// <summary>
/// A supervisor of the enrolment signs a logged case, or rejects it with a reason. Only who supervises now and is able in the technology at this moment (R17-4.2.1c) may sign.
/// </summary>
public sealed class AnswerCase(EnrolmentDesk desk, AdmissionJudge judge, ISigning signing)
{
    public async Task<Outcome<Created>> SignAsync(Guid enrolmentId, Guid entryId, CaseSignatureRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refused
            ? refused
            : await RunAsync(
                enrolmentId,
                entryId,
                context,
                "enrolment.case.signed",
                async (scope, enrolment, entry, ct) =>
                {
                    var errors = new FieldErrors();
                    errors.Text("note", request.Note, 500, required: false);
                    if (errors.Any)
                    {
                        return errors.ToRefusal();
                    }

                    var able = await judge.SupervisorsAsync(scope.Db, enrolment, [scope.Caller.PractitionerId!.Value], scope.Now, ct);
                    if (able.Any(d => d.Blocks))
                    {
                        return new RuleRefused(able);
                    }

                    Answer(scope, enrolment, entry, CaseEntryState.Signed, request.Note);
                    entry.SignatureId = await signing.SignAsync(scope, unlocked.Value!, "enrolment.case.signed", nameof(CaseLogEntry), entryId, Content(entry), ct);
                    return null;
                },
                cancellationToken);
    }

    public Task<Outcome<Created>> RejectAsync(Guid enrolmentId, Guid entryId, TrainingReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => RunAsync(
        enrolmentId,
        entryId,
        context,
        "enrolment.case.rejected",
        (scope, enrolment, entry, _) =>
        {
            if (EnrolmentCare.Reason(request) is { } wrong)
            {
                return Task.FromResult<Refusal?>(wrong);
            }

            Answer(scope, enrolment, entry, CaseEntryState.Rejected, request.Reason);
            return Task.FromResult<Refusal?>(null);
        },
        cancellationToken);

    private Task<Outcome<Created>> RunAsync(
        Guid enrolmentId, Guid entryId, WriteRequest context, string action, Func<WriteScope, Enrolment, CaseLogEntry, CancellationToken, Task<Refusal?>> act, CancellationToken cancellationToken) =>
        desk.RunAsync(
            enrolmentId,
            context,
            action,
            async (scope, enrolment, ct) =>
            {
                if (await scope.Db.Set<CaseLogEntry>().FirstOrDefaultAsync(e => e.Id == entryId && e.EnrolmentId == enrolmentId, ct) is not { } entry)
                {
                    return new NotFound("caseLogEntry");
                }

                if (!enrolment.SupervisedBy(scope.Caller.PractitionerId, scope.Now))
                {
                    return new Forbidden("enrolment.notSupervisor");
                }

                if (EnrolmentDesk.NotActive(enrolment) is { } over)
                {
                    return over;
                }

                if (entry.State != CaseEntryState.Waiting)
                {
                    return new Conflict("enrolment.caseAnswered");
                }

                if (await act(scope, enrolment, entry, ct) is { } refusal)
                {
                    return refusal;
                }

                return (Guid?)entryId;
            },
            cancellationToken);

    private static void Answer(WriteScope scope, Enrolment enrolment, CaseLogEntry entry, CaseEntryState state, string? note)
    {
        entry.State = state;
        (entry.AnsweredBy, entry.AnsweredAt) = (scope.Caller.Id, scope.Now);
        entry.AnsweredName = enrolment.Supervisors.First(s => s.PractitionerId == scope.Caller.PractitionerId).Name;
        entry.Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
    }

    private static byte[] Content(CaseLogEntry entry) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "enrolment.case.signed",
            entryId = entry.Id,
            enrolmentId = entry.EnrolmentId,
            caseId = entry.CaseId,
            caseKey = entry.CaseKey,
            technology = entry.Technology,
            takenOn = entry.TakenOn,
            taking = entry.Taking,
            ownReading = entry.OwnReading,
            note = entry.Note,
            signedAt = StoredInstant.ToMicroseconds(entry.AnsweredAt!.Value),
        },
        JsonColumn.Options));
}
