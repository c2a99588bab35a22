using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Attendance;

/// <summary>A trainee signs in and out with the code that the session's page shows at that moment.</summary>
public sealed class Attend(IWriter writer, Database database, AttendanceCodes codes, TimeProvider clock)
{
    public Task<Outcome<Created>> SignInAsync(AttendanceRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await SessionAsync(request, scope, ct) is not { } session)
            {
                return new Invalid("code", string.IsNullOrWhiteSpace(request.Code) ? "field.required" : "enrolment.wrongCode");
            }

            var enrolment = await scope.Db.Set<Enrolment>().FirstOrDefaultAsync(
                e => e.PractitionerId == scope.Caller.PractitionerId && e.ProgrammeVersionId == session.ProgrammeVersionId && e.State == EnrolmentState.Active, ct);
            if (enrolment is null)
            {
                return new Conflict("enrolment.notOnProgramme");
            }

            if (ShanghaiDay.Of(scope.Now) < enrolment.StartsOn)
            {
                return new Conflict("enrolment.beforeStart");
            }

            if (await scope.Db.Set<Presence>().AnyAsync(a => a.SessionId == session.Id && a.EnrolmentId == enrolment.Id, ct))
            {
                return new Conflict("enrolment.signedInAlready");
            }

            var row = new Presence { InstitutionId = scope.InstitutionId, Id = scope.NewId(), SessionId = session.Id, EnrolmentId = enrolment.Id, SignedInAt = scope.Now };
            scope.Db.Add(row);
            scope.Record("training.attendance.began", nameof(Presence), row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    public Task<Outcome<Created>> SignOutAsync(Guid id, AttendanceRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var row = await scope.Db.Set<Presence>().FirstOrDefaultAsync(
                a => a.Id == id && scope.Db.Set<Enrolment>().Any(e => e.Id == a.EnrolmentId && e.PractitionerId == scope.Caller.PractitionerId), ct);
            if (row is null)
            {
                return new NotFound("attendance");
            }

            if (row.SignedOutAt is not null)
            {
                return new Conflict("enrolment.signedOutAlready");
            }

            if (await SessionAsync(request, scope, ct) is not { } session || session.Id != row.SessionId)
            {
                return new Invalid("code", string.IsNullOrWhiteSpace(request.Code) ? "field.required" : "enrolment.wrongCode");
            }

            row.SignedOutAt = scope.Now;
            scope.Record("training.attendance.ended", nameof(Presence), id);
            return new Created(id);
        },
        cancellationToken);

    /// <summary>The caller's sign-ins at open sessions, and those of the last day.</summary>
    public async Task<IReadOnlyList<OpenAttendance>> OpenAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.PractitionerId is not { } person)
        {
            return [];
        }

        var since = clock.GetUtcNow().AddDays(-1);
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<Presence>().Where(a => a.SignedOutAt == null && a.SignedInAt > since && db.Set<Enrolment>().Any(e => e.Id == a.EnrolmentId && e.PractitionerId == person))
            .Join(db.Set<TrainingSession>().Where(s => s.ClosedAt == null), a => a.SessionId, s => s.Id, (a, s) => new { a.Id, a.SessionId, s.Title, s.Place, a.SignedInAt })
            .OrderBy(a => a.SignedInAt).Select(a => new OpenAttendance(a.Id, a.SessionId, a.Title, a.Place, a.SignedInAt)).ToListAsync(cancellationToken);
    }

    /// <summary>The open session whose page shows the code.</summary>
    private async Task<TrainingSession?> SessionAsync(AttendanceRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var code = AttendanceCodes.Normal(request.Code);
        return code.Length != AttendanceCodes.Length ? null
            : (await scope.Db.Set<TrainingSession>().Where(s => s.ClosedAt == null).ToListAsync(cancellationToken)).Find(s => codes.Fits(code, scope.InstitutionId, s.Id, scope.Now));
    }
}
