using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Attendance;

/// <summary>Sessions for those who hold or manage them.</summary>
public sealed class SessionQueries(Database database, AttendanceCodes codes, TimeProvider clock)
{
    /// <summary>Newest first: all for a trainer, those held or supervised for a supervisor.</summary>
    /// <param name="waiting">Only those whose signature waits.</param>
    public async Task<Page<SessionItem>> ListAsync(Caller caller, bool waiting, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = Visible(db, caller);
        if (waiting)
        {
            rows = rows.Where(s => s.LateReason != null && s.SignedAt == null);
        }

        var total = await rows.CountAsync(cancellationToken);
        var listed = await rows.OrderByDescending(s => s.OpenedAt).ThenBy(s => s.Id).Skip(page.Skip).Take(page.Size)
            .Select(s => new { Session = s, Present = db.Set<Presence>().Count(a => a.SessionId == s.Id) }).ToListAsync(cancellationToken);
        return new Page<SessionItem>([.. listed.Select(l => Item(l.Session, l.Present))], total);
    }

    public async Task<SessionView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await Visible(db, caller).FirstOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } session)
        {
            return null;
        }

        var people = await db.Set<Presence>().Where(a => a.SessionId == id)
            .Join(db.Set<Enrolment>(), a => a.EnrolmentId, e => e.Id, (a, e) => new { a, e.Number, e.PractitionerName }).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var shows = session.ClosedAt is null && Sessions.MayClose(session, caller);
        return new SessionView(
            Item(session, people.Count),
            session.SupervisorId,
            session.LateReason,
            session.SignedAt,
            shows ? codes.At(caller.InstitutionId, id, now) : null,
            shows ? AttendanceCodes.ChangesAt(now) : null,
            shows,
            !session.Stands && session.SupervisorId == caller.PractitionerId,
            [
                .. people.OrderBy(p => p.a.SignedInAt).ThenBy(p => p.Number)
                    .Select(p => new AttendanceView(p.a.Id, p.a.EnrolmentId, p.Number, p.PractitionerName, p.a.SignedInAt, p.a.SignedOutAt)),
            ]);
    }

    internal static IQueryable<TrainingSession> Visible(HengjianDbContext db, Caller caller)
    {
        var rows = db.Set<TrainingSession>().AsNoTracking();
        return Enrolments.EnrolmentDesk.SeesAll(caller) ? rows
            : caller.Can(Permission.TrainingSupervise) ? rows.Where(s => s.OpenedBy == caller.Id || (s.SupervisorId != null && s.SupervisorId == caller.PractitionerId))
            : rows.Where(_ => false);
    }

    private static SessionItem Item(TrainingSession s, int present) =>
        new(s.Id, s.Programme, s.Course, s.Title, s.Place, s.SupervisorName, s.OpenedAt, s.ClosedAt, present, !s.Stands);
}
