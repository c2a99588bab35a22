using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Certificates;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Recognition;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Archive;

/// <summary>
/// The training archive of a person, gathered from the records of the bases. Its subject and the officer of the subject's institution see it whole; a base sees its own part of a trainee from
/// elsewhere. Whoever opens another's archive is on record.
/// </summary>
public sealed class TrainingArchive(
    Database database,
    ITrainingRecords records,
    IRemotePractitioners remote,
    IInstitutionRegister institutions,
    IActorNames actors,
    IPractitionerDirectory people,
    CompletionJudge judge,
    CertificateQueries certificates,
    RuleEngine engine,
    IAccessLog access,
    TimeProvider clock)
{
    /// <summary>Kind of record under which looks into an archive are noted.</summary>
    public const string SubjectKind = "TrainingArchive";

    private const string YearsKept = "trainingYears";

    /// <summary>The caller's own archive; null for somebody without a record of health professional.</summary>
    public async Task<ArchiveView?> OwnAsync(WriteRequest context, CancellationToken cancellationToken) =>
        context.Caller.PractitionerId is { } person ? await GatherAsync(context.Caller, person, cancellationToken) : null;

    /// <summary>The archive of a person on record in the caller's institution; null where there is none or it is not the caller's to see. The look is noted.</summary>
    public async Task<ArchiveView?> FindAsync(Guid practitioner, WriteRequest context, CancellationToken cancellationToken)
    {
        var own = context.Caller.PractitionerId == practitioner;
        if (!own && !context.Caller.Can(Permission.TrainingArchivesRead))
        {
            return null;
        }

        var view = await GatherAsync(context.Caller, practitioner, cancellationToken);
        if (view is not null && !own)
        {
            access.Read(context, SubjectKind, practitioner);
        }

        return view;
    }

    private async Task<ArchiveView?> GatherAsync(Caller caller, Guid practitioner, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await records.OwnAsync(db, practitioner, cancellationToken) is not { } own)
        {
            return null;
        }

        var isOwn = caller.PractitionerId == practitioner;
        var whole = isOwn || own.InstitutionId == caller.InstitutionId;
        var places = new List<StandIn> { new(own.InstitutionId, own.PractitionerId) };
        places.AddRange(await remote.OfAsync(db, own.InstitutionId, own.PractitionerId, cancellationToken));
        var now = clock.GetUtcNow();
        var trainings = new List<ArchivedEnrolment>();
        var facts = new List<ArchivedTraining>();
        DateTimeOffset? last = null;
        foreach (var place in places.Where(p => whole || p.InstitutionId == caller.InstitutionId))
        {
            await using var there = database.Read(place.InstitutionId);
            var name = (await institutions.FindAsync(place.InstitutionId, cancellationToken))?.Name ?? "";
            foreach (var enrolment in await there.Set<Enrolment>().AsNoTracking().Where(e => e.PractitionerId == place.PractitionerId).OrderBy(e => e.AppliedAt).ToListAsync(cancellationToken))
            {
                var file = await judge.ReadAsync(there, enrolment, now, cancellationToken);
                var cases = await there.Set<CaseLogEntry>().AsNoTracking().Where(c => c.EnrolmentId == enrolment.Id).OrderBy(c => c.TakenOn).ThenBy(c => c.Id).ToListAsync(cancellationToken);
                trainings.Add(await ArchivedAsync(there, name, file, cases, cancellationToken));
                facts.Add(Parts(file, cases));
                last = Later(last, enrolment.CompletedAt ?? enrolment.EndedAt ?? enrolment.DecidedAt ?? enrolment.AppliedAt);
            }
        }

        var given = await certificates.OfHolderAsync(db, own.InstitutionId, own.PractitionerId, cancellationToken);
        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        DateOnly? lastOn = last is { } at ? ShanghaiDay.Of(at) : null;
        DateOnly? keptUntil = lastOn is { } on ? ShanghaiDay.AddYears(on, engine.Catalog.Parameters(ClauseIds.Retention, now, code).Int(YearsKept)) : null;
        return new ArchiveView(
            practitioner,
            own.Name,
            (await institutions.FindAsync(own.InstitutionId, cancellationToken))?.Name ?? "",
            isOwn,
            whole,
            trainings,
            whole ? given : [.. given.Where(c => trainings.Exists(t => t.CertificateNumber == c.Number))],
            engine.Decide(ClauseIds.TrainingArchive, new ArchiveFacts(facts, lastOn, keptUntil), now, code),
            keptUntil,
            now);
    }

    private async Task<ArchivedEnrolment> ArchivedAsync(HengjianDbContext db, string institution, TrainingFile file, List<CaseLogEntry> cases, CancellationToken cancellationToken)
    {
        var e = file.Enrolment;
        var names = await people.NamesAsync(db, [.. file.Theory.Select(t => t.SupervisorId).OfType<Guid>().Distinct()], cancellationToken);
        var examiners = await actors.FindAsync(db.InstitutionId, [.. file.Results.SelectMany(r => r.Examiners).Distinct().Select(x => x.ToString("D"))], cancellationToken);
        return new ArchivedEnrolment(
            e.Id,
            e.Number,
            institution,
            e.Programme,
            e.Kind,
            e.TechnologyCategory,
            e.Route,
            e.State,
            e.StartsOn,
            e.DueOn,
            e.CompletedOn,
            e.EndReason,
            [.. e.Supervisors.Select(s => s.Name).Distinct()],
            [.. e.Plan.Select(c => new ArchivedCourse(c.Title, c.Part, c.Hours, c.DueOn))],
            [
                .. file.Credit.Select(c => new ArchivedTheory(
                    c.Item.Kind, c.Item.Title, c.Item.Spans[0].From, c.Item.Spans[^1].To, c.Item.Minutes, c.Item.SupervisorId is { } s ? names.GetValueOrDefault(s) : null, c.Hours, c.Fault)),
            ],
            file.Hours,
            [
                .. cases.Select(c => new ArchivedCase(
                    c.CaseId is null ? c.CaseKey : Masking.Identifier(c.CaseKey),
                    c.Technology,
                    c.TakenOn,
                    c.Taking,
                    c.OwnReading,
                    database.Fields.Unprotect(c.InstitutionId, "particulars", c.Id, c.Particulars),
                    c.State,
                    c.AnsweredName,
                    c.AnsweredAt,
                    c.Note)),
            ],
            [
                .. file.Results.OrderBy(r => r.SatAt).Select(r => new ArchivedAssessment(
                    r.Kind, r.Title, r.Attempt, r.Score, r.Maximum, r.Passed, r.SatAt, r.ConcludedAt, [.. r.Examiners.Select(x => examiners.GetValueOrDefault(x.ToString("D"), "–"))])),
            ],
            e.AdmissionDecisions,
            e.CompletionDecisions,
            e.CertificateNumber);
    }

    /// <summary>What a training must have left, by its route and how far it has come, and what it has left.</summary>
    private static ArchivedTraining Parts(TrainingFile file, List<CaseLogEntry> cases)
    {
        var e = file.Enrolment;
        var asked = new List<ArchivePart>();
        if (e.State is not (EnrolmentState.Applied or EnrolmentState.Refused) && e.Route != TrainingRoute.Exemption)
        {
            asked.Add(ArchivePart.Admission);
        }

        if (e.State == EnrolmentState.Completed)
        {
            asked.AddRange([ArchivePart.Conclusion, ArchivePart.Certificate]);
            if (e.Route == TrainingRoute.Normal)
            {
                asked.Add(ArchivePart.Attendance);
            }
            else
            {
                asked.Add(ArchivePart.Evidence);
            }

            if (e is { Route: TrainingRoute.Normal, Kind: ProgrammeKind.Physician })
            {
                asked.Add(ArchivePart.CaseLog);
            }

            if (e.Route != TrainingRoute.Exemption && e.Kind == ProgrammeKind.Physician)
            {
                asked.Add(ArchivePart.Assessments);
            }
        }

        (ArchivePart Part, bool Kept)[] kept =
        [
            (ArchivePart.Admission, e.AdmissionDecisions.Count > 0),
            (ArchivePart.Attendance, file.Theory.Count > 0),
            (ArchivePart.CaseLog, cases.Exists(c => c.State == CaseEntryState.Signed)),
            (ArchivePart.Evidence, e.Evidence is not null && file.Papers > 0),
            (ArchivePart.Assessments, file.Results.Count > 0),
            (ArchivePart.Conclusion, e.CompletionDecisions.Count > 0 && e.CompletionSignatureId is not null),
            (ArchivePart.Certificate, e.CertificateId is not null),
        ];
        return new ArchivedTraining(e.Number, [.. asked.Order()], [.. kept.Where(k => k.Kept).Select(k => k.Part)]);
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one is { } known && known > other ? known : other;
}
