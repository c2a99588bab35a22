using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Skills;

/// <summary>Skills assessments: scheduled, rated and signed by two examiners apart from each other, concluded by the second signature.</summary>
public sealed class SkillsActs
{
    private readonly IWriter _writer;
    private readonly IEnrolments _enrolments;
    private readonly ExaminerCheck _check;
    private readonly ISigning _signing;

    internal SkillsActs(IWriter writer, IEnrolments enrolments, ExaminerCheck check, ISigning signing) => (_writer, _enrolments, _check, _signing) = (writer, enrolments, check, signing);

    public Task<Outcome<Created>> ScheduleAsync(AssessmentRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var checklist = request.ChecklistId is { } id ? await scope.Db.Set<SkillsChecklist>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.State == QuestionState.Approved, ct) : null;
            var enrolment = request.EnrolmentId is { } enrolmentId ? await _enrolments.FindAsync(scope.Db, enrolmentId, ct) : null;
            var known = await _check.ExaminersAsync(scope.Db, ct);
            var errors = new FieldErrors();
            errors.Require(checklist is not null, "checklistId", request.ChecklistId is null ? "field.required" : "field.unknownReference");
            errors.Require(enrolment is not null, "enrolmentId", request.EnrolmentId is null ? "field.required" : "field.unknownReference");
            errors.Require(request.PlannedAt is not null, "plannedAt", "field.required");
            errors.Require(!(request.PlannedAt > scope.Now.AddYears(2)), "plannedAt", "examination.windowFar");
            errors.Require(!(request.PlannedAt < scope.Now.AddDays(-31)), "plannedAt", "examination.windowPast");
            errors.Require(request.FirstExaminerId is not null, "firstExaminerId", "field.required");
            errors.Require(request.SecondExaminerId is not null, "secondExaminerId", "field.required");
            ExaminerCheck.Check(errors, known, new ExaminersRequest { FirstExaminerId = request.FirstExaminerId, SecondExaminerId = request.SecondExaminerId });
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (enrolment!.State != EnrolmentState.Active)
            {
                return new Conflict("examination.enrolmentNotActive", new Dictionary<string, string> { ["number"] = enrolment.Number });
            }

            var earlier = await scope.Db.Set<SkillsAssessment>().AsNoTracking().Where(a => a.EnrolmentId == enrolment.Id).ToListAsync(ct);
            if (earlier.Exists(a => a.State is AssessmentState.Scheduled or AssessmentState.Rated))
            {
                return new Conflict("examination.alreadyScheduled", new Dictionary<string, string> { ["number"] = enrolment.Number });
            }

            var concluded = earlier.FindAll(a => a.State == AssessmentState.Concluded);
            var plan = new AttemptPlanFacts(
                ShanghaiDay.Of(request.PlannedAt!.Value), concluded.ConvertAll(a => new AttemptFact(ShanghaiDay.Of(a.ConcludedAt!.Value), a.Passed == true)), checklist!.PassPercent);
            var attempt = await _check.DecideAsync(scope.Db, ClauseIds.ExaminationAttempts, plan, scope.Now, ct);
            var people = await _check.DecideAsync(
                scope.Db, ClauseIds.Examiners, new MarkingFacts(ExaminerCheck.Facts(known, [request.FirstExaminerId, request.SecondExaminerId], enrolment), []), scope.Now, ct);
            if (attempt.Blocks || people.Blocks)
            {
                return new RuleRefused([attempt, people]);
            }

            var row = new SkillsAssessment
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                ChecklistId = checklist.Id,
                EnrolmentId = enrolment.Id,
                PractitionerId = enrolment.PractitionerId,
                Attempt = concluded.Count + 1,
                PlannedAt = StoredInstant.Truncate(request.PlannedAt.Value),
                FirstExaminerId = request.FirstExaminerId!.Value,
                SecondExaminerId = request.SecondExaminerId!.Value,
                ScheduledBy = scope.Caller.Id,
                ScheduledAt = scope.Now,
                State = AssessmentState.Scheduled,
                Maximum = checklist.Items.Sum(i => i.Weight),
            };
            scope.Db.Add(row);
            scope.Record("assessment.scheduled", nameof(SkillsAssessment), row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    /// <summary>An examiner signs the own ratings of every item, once.</summary>
    public async Task<Outcome<Created>> RateAsync(Guid id, SkillsSheetRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await _signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal ? refusal : await _writer.WriteAsync<Created>(context, (scope, ct) => RateAsync(scope, id, request, unlocked.Value!, ct), cancellationToken);
    }

    /// <summary>Cancels an assessment, or annuls one that somebody has signed: then it has no result.</summary>
    public Task<Outcome<Created>> EndAsync(Guid id, ExaminationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<SkillsAssessment>().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } row)
            {
                return new NotFound("assessment");
            }

            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 1000);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (row.State is AssessmentState.Annulled or AssessmentState.Cancelled)
            {
                return new Conflict("examination.ended");
            }

            row.State = row.State == AssessmentState.Scheduled ? AssessmentState.Cancelled : AssessmentState.Annulled;
            (row.EndReason, row.EndedBy, row.EndedAt) = (request.Reason!.Trim(), scope.Caller.Id, scope.Now);
            scope.Record(row.State == AssessmentState.Cancelled ? "assessment.cancelled" : "assessment.annulled", nameof(SkillsAssessment), id);
            return new Created(id);
        },
        cancellationToken);

    private async Task<Outcome<Created>> RateAsync(WriteScope scope, Guid id, SkillsSheetRequest request, SigningTicket ticket, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<SkillsAssessment>().FirstOrDefaultAsync(a => a.Id == id && (a.FirstExaminerId == scope.Caller.Id || a.SecondExaminerId == scope.Caller.Id), cancellationToken) is not { } row)
        {
            return new NotFound("assessment");
        }

        var checklist = await scope.Db.Set<SkillsChecklist>().AsNoTracking().FirstAsync(c => c.Id == row.ChecklistId, cancellationToken);
        if (Check(request, checklist, row, scope.Now) is { } wrong)
        {
            return wrong;
        }

        var sheets = await scope.Db.Set<SkillsRatingSheet>().Where(r => r.AssessmentId == id).ToListAsync(cancellationToken);
        if (sheets.Exists(r => r.ExaminerId == scope.Caller.Id))
        {
            return new Conflict("examination.signed");
        }

        if (row.State is not (AssessmentState.Scheduled or AssessmentState.Rated))
        {
            return new Conflict("examination.ended");
        }

        var enrolment = await _enrolments.FindAsync(scope.Db, row.EnrolmentId, cancellationToken);
        var people = ExaminerCheck.Facts(await _check.ExaminersAsync(scope.Db, cancellationToken), [row.FirstExaminerId, row.SecondExaminerId], enrolment);
        var decision = await _check.DecideAsync(scope.Db, ClauseIds.Examiners, new MarkingFacts(people, []), scope.Now, cancellationToken);
        if (decision.Blocks)
        {
            return new RuleRefused([decision]);
        }

        var sheet = new SkillsRatingSheet
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            AssessmentId = id,
            ExaminerId = scope.Caller.Id,
            Ratings = [.. checklist.Items.Select(i => request.Ratings!.First(r => r.Code == i.Code)).Select(r => new ItemRating(r.Code!, r.Rating!.Value, r.Note?.Trim()))],
            Comment = request.Comment?.Trim(),
            SeenAt = StoredInstant.Truncate(request.SeenAt ?? scope.Now),
            SignedAt = scope.Now,
        };
        sheet.SignatureId = await _signing.SignAsync(scope, ticket, "skillsRating", nameof(SkillsAssessment), id, Content(row, sheet), cancellationToken);
        scope.Db.Add(sheet);
        row.State = AssessmentState.Rated;
        if (sheets.Count == 1)
        {
            var (hundredths, failed) = Marks.Skills(checklist.Items, sheets[0].Ratings, sheet.Ratings);
            (row.Hundredths, row.FailedCritical, row.Passed) = (hundredths, failed, failed.Count == 0 && Marks.Passes(hundredths, row.Maximum, checklist.PassPercent));
            (row.State, row.ConcludedAt) = (AssessmentState.Concluded, scope.Now);
        }

        scope.Record(row.State == AssessmentState.Concluded ? "assessment.concluded" : "assessment.rated", nameof(SkillsAssessment), id, decision.Pack);
        return new Created(sheet.Id);
    }

    private static Invalid? Check(SkillsSheetRequest request, SkillsChecklist checklist, SkillsAssessment row, DateTimeOffset now)
    {
        var (errors, ratings) = (new FieldErrors(), request.Ratings ?? []);
        errors.Text("comment", request.Comment, 2000, required: false);
        errors.Past("seenAt", request.SeenAt, now);
        errors.Require(!(request.SeenAt < row.ScheduledAt.AddDays(-31)), "seenAt", "field.tooEarly");
        for (var i = 0; i < ratings.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"ratings[{i}]");
            if (errors.Item(field, ratings[i]))
            {
                errors.Require(checklist.Items.Any(c => c.Code == ratings[i].Code), field + ".code", "field.unknownReference");
                errors.Require(ratings[i].Rating is not null, field + ".rating", "field.required");
                errors.Text(field + ".note", ratings[i].Note, 500, required: false);
            }
        }

        errors.Require(errors.Any || checklist.Items.All(c => ratings.Count(r => r.Code == c.Code) == 1), "ratings", "examination.everyItemOnce");
        return errors.Any ? errors.ToRefusal() : null;
    }

    private static byte[] Content(SkillsAssessment row, SkillsRatingSheet sheet) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "skillsRating",
            assessmentId = row.Id,
            enrolmentId = row.EnrolmentId,
            checklistId = row.ChecklistId,
            examinerId = sheet.ExaminerId,
            ratings = sheet.Ratings.Select(r => new { code = r.Code, rating = r.Rating, note = r.Note }),
            comment = sheet.Comment,
        },
        JsonColumn.Options));
}
