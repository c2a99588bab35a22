using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>What of training waits for whom: applications for the trainer, cases and sessions to sign for supervisors, evidence for a second person.</summary>
internal sealed class EnrolmentWork(TimeProvider clock) : IWorkSource, IDueSource
{
    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var waiting = new List<WaitingWork>();
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        if (caller.Can(Permission.EnrolmentsWrite))
        {
            Add(waiting, "enrolmentsToDecide", await db.Set<Enrolment>().CountAsync(e => e.State == EnrolmentState.Applied, cancellationToken), "/training/enrolments?state=applied", WorkUrgency.Due);
            var late = await db.Set<Enrolment>().CountAsync(e => e.State == EnrolmentState.Active && e.DueOn != null && e.DueOn < today, cancellationToken);
            Add(waiting, "planChangesToDecide", await db.Set<Enrolment>().CountAsync(e => e.PlanChangeWaits, cancellationToken), "/training/enrolments?waiting=planChange", WorkUrgency.Due);
            Add(waiting, "enrolmentsOverdue", late, "/training/enrolments?late=true", WorkUrgency.Overdue);
        }

        if (caller.Can(Permission.TrainingEvidenceCheck))
        {
            var evidence = (await EnrolmentDesk.Visible(db, caller).Where(e => e.EvidenceWaits).Select(e => e.Evidence).ToListAsync(cancellationToken)).Count(e => e?.EnteredBy != caller.Id);
            Add(waiting, "trainingEvidenceToCheck", evidence, "/training/enrolments?waiting=evidence", WorkUrgency.Due);
        }

        if (caller.Can(Permission.TrainingSupervise) && caller.PractitionerId is { } person)
        {
            var text = person.ToString("D");
            var cases = await db.Set<CaseLogEntry>().CountAsync(
                c => c.State == CaseEntryState.Waiting && db.Set<Enrolment>().Any(e => e.Id == c.EnrolmentId && e.State == EnrolmentState.Active && e.NamedSupervisors.Contains(text)), cancellationToken);
            Add(waiting, "trainingCasesToSign", cases, "/training/enrolments?waiting=signatures", WorkUrgency.Due);
            var sessions = await db.Set<TrainingSession>().CountAsync(s => s.LateReason != null && s.SignedAt == null && s.SupervisorId == person, cancellationToken);
            Add(waiting, "trainingSessionsToSign", sessions, "/training/sessions?waiting=true", WorkUrgency.Due);
        }

        return waiting;
    }

    /// <summary>Trainings by their last day; <see cref="OverdueEnrolments"/> raises a finding where it is over.</summary>
    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.EnrolmentsWrite))
        {
            return [];
        }

        var day = ShanghaiDay.Of(until);
        return
        [
            .. (await db.Set<Enrolment>().Where(e => e.State == EnrolmentState.Active && e.DueOn != null && e.DueOn < day)
                .OrderBy(e => e.DueOn).ThenBy(e => e.Id).Take(most).Select(e => new { e.Id, e.Number, e.PractitionerName, e.DueOn }).ToListAsync(cancellationToken))
                .Select(e => new DueItem(
                    "enrolment", e.Id, $"{e.Number} {e.PractitionerName}", $"/training/enrolments/{e.Id:D}", Role.Trainer, ShanghaiDay.Start(e.DueOn!.Value.AddDays(1))) { Escalates = false }),
        ];
    }

    private static void Add(List<WaitingWork> waiting, string kind, int count, string path, WorkUrgency urgency)
    {
        if (count > 0)
        {
            waiting.Add(new WaitingWork(kind, count, path, urgency));
        }
    }
}
