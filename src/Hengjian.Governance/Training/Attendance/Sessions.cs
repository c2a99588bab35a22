using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Attendance;

/// <summary>Opens and closes sessions, and enters one afterwards with a reason and its supervisor's signature.</summary>
public sealed class Sessions(IWriter writer, IProgrammes programmes, IPractitionerDirectory practitioners, IInstitutionRegister institutions, RegulationCatalog catalog, ISigning signing)
{
    private const int MostPeople = 200;
    private const int MinutesOfDay = 24 * 60;

    /// <summary>A session begins now. A supervisor who is not able in the technology at this moment is refused (R17-4.2.1c).</summary>
    public Task<Outcome<Created>> OpenAsync(SessionRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            var made = await MakeAsync(request.ProgrammeId, request.Course, request.Place, request.SupervisorId, scope.Now, scope, errors, ct);
            if (made.Refusal is { } refusal)
            {
                return refusal;
            }

            scope.Db.Add(made.Value!);
            scope.Record("training.session.opened", nameof(TrainingSession), made.Value!.Id);
            return new Created(made.Value.Id);
        },
        cancellationToken);

    /// <summary>Nobody signs in or out any more. Who has not signed out gets no credit.</summary>
    public Task<Outcome<Created>> CloseAsync(Guid id, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<TrainingSession>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } session || !MayClose(session, scope.Caller))
            {
                return new NotFound("session");
            }

            if (session.ClosedAt is not null)
            {
                return new Conflict("enrolment.sessionClosed");
            }

            session.ClosedAt = scope.Now;
            scope.Record("training.session.closed", nameof(TrainingSession), id);
            return new Created(id);
        },
        cancellationToken);

    internal static bool MayClose(TrainingSession session, Caller caller) =>
        caller.Can(Permission.EnrolmentsWrite) || session.OpenedBy == caller.Id || (session.SupervisorId is not null && session.SupervisorId == caller.PractitionerId);

    /// <summary>Enters a session that is over, with who was there. It counts nothing until the supervisor signs.</summary>
    public Task<Outcome<Created>> EnterAsync(LateSessionRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            errors.Require(request.SupervisorId is not null, "supervisorId", "field.required");
            errors.Require(request.Enrolments is { Count: > 0 and <= MostPeople }, "enrolments", "field.outOfRange", ("from", "1"), ("to", MostPeople.ToString(CultureInfo.InvariantCulture)));
            await CheckTimeAsync(request, scope, errors, ct);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var made = await MakeAsync(request.ProgrammeId, request.Course, request.Place, request.SupervisorId, StoredInstant.Truncate(request.From!.Value), scope, errors, ct);
            if (made.Refusal is { } refusal)
            {
                return refusal;
            }

            var session = made.Value!;
            (session.ClosedAt, session.LateReason) = (StoredInstant.Truncate(request.To!.Value), request.Reason!.Trim());
            if (await AddPeopleAsync(session, [.. request.Enrolments!.Distinct()], scope, ct) is { } wrong)
            {
                return wrong;
            }

            scope.Db.Add(session);
            scope.Record("training.session.entered", nameof(TrainingSession), session.Id);
            return new Created(session.Id);
        },
        cancellationToken);

    /// <summary>The supervisor signs that a session which was entered afterwards took place as it is entered.</summary>
    public async Task<Outcome<Created>> SignAsync(Guid id, SignatureInput? signature, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await signing.UnlockAsync(context.Caller, signature, cancellationToken);
        return unlocked.Refusal is { } refused
            ? refused
            : await writer.WriteAsync<Created>(
                context,
                async (scope, ct) =>
                {
                    if (await scope.Db.Set<TrainingSession>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } session || session.SupervisorId is null || session.SupervisorId != scope.Caller.PractitionerId)
                    {
                        return new NotFound("session");
                    }

                    if (session.LateReason is null || session.SignedAt is not null)
                    {
                        return new Conflict("enrolment.nothingToSign");
                    }

                    session.SignedAt = scope.Now;
                    var people = await scope.Db.Set<Presence>().Where(a => a.SessionId == id).OrderBy(a => a.EnrolmentId).Select(a => a.EnrolmentId).ToListAsync(ct);
                    session.SignatureId = await signing.SignAsync(scope, unlocked.Value!, "training.session.signed", nameof(TrainingSession), id, Content(session, people), ct);
                    scope.Record("training.session.signed", nameof(TrainingSession), id);
                    return new Created(id);
                },
                cancellationToken);
    }

    private static byte[] Content(TrainingSession session, List<Guid> people) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "training.session.signed",
            sessionId = session.Id,
            programmeVersionId = session.ProgrammeVersionId,
            course = session.Course,
            place = session.Place,
            from = StoredInstant.ToMicroseconds(session.OpenedAt),
            to = StoredInstant.ToMicroseconds(session.ClosedAt!.Value),
            supervisorId = session.SupervisorId,
            reason = session.LateReason,
            enrolments = people,
            signedAt = StoredInstant.ToMicroseconds(session.SignedAt!.Value),
        },
        JsonColumn.Options));

    private async Task<Outcome<TrainingSession>> MakeAsync(
        Guid? programme, string? course, string? place, Guid? supervisor, DateTimeOffset at, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        errors.Text("place", place, 100);
        errors.Require(programme is not null, "programmeId", "field.required");
        var plan = programme is { } id ? await programmes.CurrentAsync(scope.Db, id, cancellationToken) : null;
        errors.Require(programme is null || plan is not null, "programmeId", "field.unknownReference");
        var taught = plan?.Courses.FirstOrDefault(c => c.Code == course);
        errors.Require(plan is null || taught is { Part: CoursePart.Theory }, "course", course is null ? "field.required" : "enrolment.noTheoryCourse");
        errors.Require(plan is null || supervisor is not { } named || plan.Supervisors.Contains(named), "supervisorId", "enrolment.notOfProgramme");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (supervisor is { } person && plan!.Kind == ProgrammeKind.Physician)
        {
            var able = await programmes.SupervisorAsync(scope.Db, person, plan.TechnologyCategory, at, cancellationToken);
            if (able.Blocks)
            {
                return new RuleRefused([able]);
            }
        }

        return new TrainingSession
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            ProgrammeVersionId = plan!.VersionId,
            Programme = plan.Name,
            Course = taught!.Code,
            Title = taught.Title,
            Place = place!.Trim(),
            SupervisorId = supervisor,
            SupervisorName = supervisor is { } who ? (await practitioners.NamesAsync(scope.Db, [who], cancellationToken)).GetValueOrDefault(who, "") : null,
            OpenedBy = scope.Caller.Id,
            OpenedAt = at,
        };
    }

    private async Task CheckTimeAsync(LateSessionRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        errors.Require(request.From is not null, "from", "field.required");
        errors.Require(request.To is not null, "to", "field.required");
        if (request is not { From: { } from, To: { } to })
        {
            return;
        }

        var days = catalog.Parameters(ClauseIds.Admission, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken)).Int("lateEntryDays");
        errors.Require(to <= scope.Now, "to", "field.future");
        errors.Require(from < to, "to", "register.endsBeforeStart");
        errors.Require(from >= to || ShanghaiDay.Of(from) == ShanghaiDay.Of(to), "to", "enrolment.otherDay");
        errors.Require(
            ShanghaiDay.Of(from).AddDays(days) >= ShanghaiDay.Of(scope.Now), "from", "enrolment.tooLate", ("days", days.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Refusal?> AddPeopleAsync(TrainingSession session, List<Guid> enrolments, WriteScope scope, CancellationToken cancellationToken)
    {
        var rows = await scope.Db.Set<Enrolment>().Where(e => enrolments.Contains(e.Id)).ToListAsync(cancellationToken);
        var day = ShanghaiDay.Of(session.OpenedAt);
        var errors = new FieldErrors();
        errors.Require(
            rows.Count == enrolments.Count && rows.TrueForAll(r => r.State == EnrolmentState.Active && r.ProgrammeVersionId == session.ProgrammeVersionId), "enrolments", "enrolment.notOnProgramme");
        errors.Require(rows.TrueForAll(r => r.StartsOn <= day), "enrolments", "enrolment.beforeStart");
        var minutes = (session.ClosedAt!.Value - session.OpenedAt).TotalMinutes;
        foreach (var row in rows)
        {
            var others = (await TheoryRecord.OfAsync(scope.Db, row.Id, cancellationToken)).Where(i => i.Day == day).Sum(i => i.Minutes);
            errors.Require(others + minutes <= MinutesOfDay, "enrolments", "enrolment.dayOver24", ("number", row.Number));
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        foreach (var row in rows)
        {
            scope.Db.Add(new Presence
            {
                InstitutionId = scope.InstitutionId, Id = scope.NewId(), SessionId = session.Id, EnrolmentId = row.Id, SignedInAt = session.OpenedAt, SignedOutAt = session.ClosedAt,
            });
        }

        return null;
    }
}
