using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Sittings;

/// <summary>Schedules sittings on a paper for many candidates at once, all or none.</summary>
public sealed class ScheduleSittings
{
    private const int MostCandidates = 1000;
    private static readonly SittingState[] Open = [SittingState.Scheduled, SittingState.Running, SittingState.HandedIn];

    private readonly IWriter _writer;
    private readonly IEnrolments _enrolments;
    private readonly ExaminerCheck _examiners;

    internal ScheduleSittings(IWriter writer, IEnrolments enrolments, ExaminerCheck examiners) => (_writer, _enrolments, _examiners) = (writer, enrolments, examiners);

    public Task<Outcome<ScheduledSittings>> HandleAsync(ScheduleRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        _writer.WriteAsync<ScheduledSittings>(context, (scope, ct) => WriteAsync(scope, request, ct), cancellationToken);

    private async Task<Outcome<ScheduledSittings>> WriteAsync(WriteScope scope, ScheduleRequest request, CancellationToken cancellationToken)
    {
        var paper = request.PaperId is { } id ? await scope.Db.Set<ExamPaper>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) : null;
        var known = await _examiners.ExaminersAsync(scope.Db, cancellationToken);
        if (Check(request, paper, known, scope.Now) is { } wrong)
        {
            return wrong;
        }

        if (paper!.WithdrawnAt is not null)
        {
            return new Conflict("examination.paperWithdrawn");
        }

        var made = new List<Sitting>();
        var refusal = paper.Purpose == PaperPurpose.WrittenExamination
            ? await TraineesAsync(scope, request, paper, known, made, cancellationToken)
            : await UsersAsync(scope, request, paper, made, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        scope.Db.AddRange(made);
        scope.Record("sitting.scheduled", nameof(Sitting), made[0].Id);
        return new ScheduledSittings(made.ConvertAll(s => s.Id));
    }

    private static Invalid? Check(ScheduleRequest request, ExamPaper? paper, IReadOnlyList<RoleHolder> known, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        errors.Require(paper is not null, "paperId", request.PaperId is null ? "field.required" : "field.unknownReference");
        errors.Require(request.OpensAt is not null, "opensAt", "field.required");
        errors.Require(request.ClosesAt is not null, "closesAt", "field.required");
        errors.Require(!(request.ClosesAt <= now), "closesAt", "examination.windowPast");
        errors.Require(!(request.OpensAt > now.AddYears(2)), "opensAt", "examination.windowFar");
        errors.Require(
            paper is null || request is not { OpensAt: { } from, ClosesAt: { } to } || to - from >= TimeSpan.FromMinutes(paper.DurationMinutes), "closesAt", "examination.windowShort",
            ("minutes", (paper?.DurationMinutes ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var (enrolments, users) = (request.Enrolments ?? [], request.Users ?? []);
        var written = paper?.Purpose != PaperPurpose.Literacy;
        var (wanted, field) = written ? (enrolments, "enrolments") : (users, "users");
        errors.Require(wanted.Count > 0, field, "field.required");
        errors.Require(wanted.Count <= MostCandidates && wanted.Distinct().Count() == wanted.Count, field, "examination.candidatesTwice");
        errors.Require((written ? users : enrolments).Count == 0, written ? "users" : "enrolments", "examination.wrongCandidates");
        ExaminerCheck.Check(errors, known, new ExaminersRequest { FirstExaminerId = request.FirstExaminerId, SecondExaminerId = request.SecondExaminerId, ArbiterId = request.ArbiterId });
        return errors.Any ? errors.ToRefusal() : null;
    }

    private async Task<Refusal?> TraineesAsync(
        WriteScope scope, ScheduleRequest request, ExamPaper paper, IReadOnlyList<RoleHolder> known, List<Sitting> made, CancellationToken cancellationToken)
    {
        var wanted = request.Enrolments!;
        var earlier = (await scope.Db.Set<Sitting>().AsNoTracking().Where(s => s.EnrolmentId != null && wanted.Contains(s.EnrolmentId.Value)).ToListAsync(cancellationToken)).ToLookup(s => s.EnrolmentId!.Value);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (await _enrolments.FindAsync(scope.Db, wanted[i], cancellationToken) is not { } enrolment)
            {
                return new Invalid($"enrolments[{i}]", "field.unknownReference");
            }

            if (enrolment.State != EnrolmentState.Active)
            {
                return new Conflict("examination.enrolmentNotActive", new Dictionary<string, string> { ["number"] = enrolment.Number });
            }

            if (earlier[enrolment.Id].Any(s => Open.Contains(s.State)))
            {
                return new Conflict("examination.alreadyScheduled", new Dictionary<string, string> { ["number"] = enrolment.Number });
            }

            var facts = Plan(request, paper, earlier[enrolment.Id]);
            var attempt = await _examiners.DecideAsync(scope.Db, ClauseIds.ExaminationAttempts, facts, scope.Now, cancellationToken);
            Guid?[] examiners = [request.FirstExaminerId, request.SecondExaminerId];
            var people = await _examiners.DecideAsync(scope.Db, ClauseIds.Examiners, new MarkingFacts(ExaminerCheck.Facts(known, examiners, enrolment), []), scope.Now, cancellationToken);
            var arbiter = ExaminerCheck.Facts(known, [request.ArbiterId], enrolment);
            if (arbiter.Any(a => a.Supervises || a.IsCandidate))
            {
                return new Conflict("examination.arbiterConflict", new Dictionary<string, string> { ["name"] = arbiter[0].Name });
            }

            if (attempt.Blocks || people.Blocks)
            {
                return new RuleRefused([attempt, people]);
            }

            var sitting = Make(scope, request, paper, facts.Earlier.Count + 1);
            (sitting.EnrolmentId, sitting.PractitionerId) = (enrolment.Id, enrolment.PractitionerId);
            (sitting.FirstExaminerId, sitting.SecondExaminerId, sitting.ArbiterId) = (request.FirstExaminerId, request.SecondExaminerId, request.ArbiterId);
            made.Add(sitting);
        }

        return null;
    }

    private async Task<Refusal?> UsersAsync(WriteScope scope, ScheduleRequest request, ExamPaper paper, List<Sitting> made, CancellationToken cancellationToken)
    {
        var wanted = request.Users!;
        var people = (await _examiners.PeopleAsync(scope.Db, cancellationToken)).ToDictionary(h => h.UserId);
        var earlier = (await scope.Db.Set<Sitting>().AsNoTracking().Where(s => s.UserId != null && wanted.Contains(s.UserId.Value)).ToListAsync(cancellationToken)).ToLookup(s => s.UserId!.Value);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!people.TryGetValue(wanted[i], out var person))
            {
                return new Invalid($"users[{i}]", "field.unknownReference");
            }

            if (PermissionMatrix.Allows(person.Roles, Permission.ExaminationsRead))
            {
                return new Conflict("examination.candidateReadsBank", new Dictionary<string, string> { ["name"] = person.Name });
            }

            if (earlier[person.UserId].Any(s => Open.Contains(s.State)))
            {
                return new Conflict("examination.alreadyScheduled", new Dictionary<string, string> { ["number"] = person.Name });
            }

            // Literacy is repeated every so often: only failed attempts since the last pass count.
            var concluded = earlier[person.UserId].Where(s => s.State == SittingState.Concluded).OrderBy(s => s.ConcludedAt).ToList();
            var since = concluded.Skip(concluded.FindLastIndex(s => s.Passed == true) + 1).ToList();
            var facts = Plan(request, paper, since);
            var attempt = await _examiners.DecideAsync(scope.Db, ClauseIds.ExaminationAttempts, facts, scope.Now, cancellationToken);
            if (attempt.Blocks)
            {
                return new RuleRefused([attempt]);
            }

            var sitting = Make(scope, request, paper, facts.Earlier.Count + 1);
            (sitting.UserId, sitting.PractitionerId) = (person.UserId, person.PractitionerId);
            made.Add(sitting);
        }

        return null;
    }

    private static AttemptPlanFacts Plan(ScheduleRequest request, ExamPaper paper, IEnumerable<Sitting> earlier) => new(
        ShanghaiDay.Of(request.OpensAt!.Value),
        [.. earlier.Where(s => s.State == SittingState.Concluded).Select(s => new AttemptFact(ShanghaiDay.Of(s.StartedAt!.Value), s.Passed == true))],
        paper.PassPercent);

    private static Sitting Make(WriteScope scope, ScheduleRequest request, ExamPaper paper, int attempt)
    {
        var id = scope.NewId();
        return new Sitting
        {
            InstitutionId = scope.InstitutionId,
            Id = id,
            PaperId = paper.Id,
            Purpose = paper.Purpose,

            // The random end of the id: the order of scheduling tells nothing.
            Code = "K" + id.ToString("N")[^8..].ToUpperInvariant(),
            Attempt = attempt,
            OpensAt = StoredInstant.Truncate(request.OpensAt!.Value),
            ClosesAt = StoredInstant.Truncate(request.ClosesAt!.Value),
            DurationMinutes = paper.DurationMinutes,
            Maximum = paper.TotalMarks,
            State = SittingState.Scheduled,
            ScheduledBy = scope.Caller.Id,
            ScheduledAt = scope.Now,
        };
    }
}
