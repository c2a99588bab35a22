using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Attendance;

/// <summary>The theory that a trainee has on record: sign-ins at sessions, and materials read on line.</summary>
internal static class TheoryRecord
{
    public static async Task<IReadOnlyList<TheoryItem>> OfAsync(HengjianDbContext db, Guid enrolment, CancellationToken cancellationToken)
    {
        var sessions = await db.Set<Presence>().AsNoTracking().Where(a => a.EnrolmentId == enrolment)
            .Join(db.Set<TrainingSession>(), a => a.SessionId, s => s.Id, (a, s) => new { a, s }).ToListAsync(cancellationToken);
        var readings = await db.Set<MaterialReading>().AsNoTracking().Where(r => r.EnrolmentId == enrolment).ToListAsync(cancellationToken);
        return
        [
            .. sessions.Select(x => new TheoryItem(
                x.a.Id,
                TheoryKind.Session,
                x.s.Course,
                x.s.Title,
                x.s.SupervisorId,
                x.s.Stands,
                [new TheorySpan(x.a.SignedInAt, x.a.SignedOutAt ?? x.a.SignedInAt)],
                x.a.SignedOutAt is not null ? null : x.s.ClosedAt is null ? CreditFault.UnderWay : CreditFault.NoSignOut)),
            .. readings.Select(r => new TheoryItem(r.Id, TheoryKind.OnLine, r.Course, r.Title, r.SupervisorId, true, r.Spans)),
        ];
    }
}
