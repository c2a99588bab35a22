using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Attendance;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Enrolments;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Recognition;

/// <summary>What the pack asks of a normal training, for the rings.</summary>
public sealed record TrainingAsked(int Months, int TheoryHours, int Cases);

/// <summary>How far a training is, all of it computed from records.</summary>
/// <param name="Months">Calendar months done, with a tenth, rounded down.</param>
/// <param name="TheoryHours">Credit hours that count.</param>
/// <param name="Cases">Cases that a supervisor has signed.</param>
/// <param name="Decisions">Every clause of completion as of now, or as it was decided.</param>
/// <param name="Asked">What R17-4.1.2 asks for; null for other routes and kinds of programme.</param>
/// <param name="FullMonths">Whole months, and <paramref name="MoreDays"/> beyond them.</param>
/// <param name="MonthsFullOn">First day on which the months are full.</param>
/// <param name="CasesWaiting">Cases that wait for a signature.</param>
/// <param name="ExpectedOn">Day on which months, hours and cases will be full at the pace so far; null: they are, or no pace can be told.</param>
/// <param name="Theory">Each piece of theory with what it counts, newest first.</param>
public sealed record ProgressView(
    decimal Months,
    decimal TheoryHours,
    int Cases,
    IReadOnlyList<Decision> Decisions,
    TrainingAsked? Asked,
    int FullMonths,
    int MoreDays,
    DateOnly? MonthsFullOn,
    int CasesWaiting,
    DateOnly? ExpectedOn,
    DateOnly? DueOn,
    bool DesignatedThroughout,
    CreditTerms Terms,
    IReadOnlyList<CreditLine> Theory,
    IReadOnlyList<CourseProgress> Courses,
    IReadOnlyList<ExaminationResult> Results);

/// <summary>A course of the plan with what is credited to it.</summary>
public sealed record CourseProgress(PlannedCourse Course, decimal Hours, bool Behind);

/// <summary>Reads the progress of enrolments.</summary>
public sealed class TrainingProgress(Database database, CompletionJudge judge, RegulationCatalog catalog, TimeProvider clock)
{
    public async Task<ProgressView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await EnrolmentDesk.Visible(db, caller).AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } enrolment)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var file = await judge.ReadAsync(db, enrolment, now, cancellationToken);
        var day = file.To ?? ShanghaiDay.Of(now);
        var parameters = catalog.Parameters(ClauseIds.NormalTraining, now, file.Institution);
        var asked = enrolment is { Route: TrainingRoute.Normal, Kind: ProgrammeKind.Physician }
            ? new TrainingAsked(parameters.Int("months"), parameters.Int("theoryHours"), parameters.Int("cases"))
            : null;
        var time = TrainingTime.Measure(enrolment.StartsOn, day, parameters.Int("months"));
        var begun = enrolment.State is EnrolmentState.Active or EnrolmentState.Completed or EnrolmentState.Withdrawn && enrolment.DecidedAt is not null;
        return new ProgressView(
            begun ? time.Share : 0,
            file.Hours,
            file.CasesSigned,
            await DecisionsAsync(db, file, now, cancellationToken),
            asked,
            begun ? time.Months : 0,
            begun ? time.Days : 0,
            begun && asked is not null ? time.ReachedOn : null,
            file.CasesWaiting,
            enrolment.State == EnrolmentState.Active && asked is not null ? Expected(file, asked, time.ReachedOn, day) : null,
            enrolment.DueOn,
            file.Base?.CoversThroughout(enrolment.StartsOn, day) == true,
            file.Terms,
            [.. file.Credit.OrderByDescending(c => c.Item.Spans[0].From)],
            [.. enrolment.Plan.Select(c => new CourseProgress(c, file.HoursOf(c.Code), c.Part == CoursePart.Theory && c.DueOn < day && file.HoursOf(c.Code) < c.Hours))],
            file.Results);
    }

    private async Task<IReadOnlyList<Decision>> DecisionsAsync(HengjianDbContext db, TrainingFile file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kept = file.Enrolment.CompletionDecisions;
        var decisions = kept.Count > 0 ? kept : await judge.DecideAsync(db, file, now, cancellationToken);
        return file.Enrolment.DueOn is null ? decisions : [.. decisions, judge.Timely(file, now)];
    }

    /// <summary>The latest of three days: when the months are full, and when hours and cases will be if the days to come bring as much as those so far.</summary>
    private static DateOnly? Expected(TrainingFile file, TrainingAsked asked, DateOnly monthsFull, DateOnly today)
    {
        var days = today.DayNumber - file.Enrolment.StartsOn.DayNumber;
        DateOnly? Day(decimal has, decimal needs) =>
            has >= needs ? today
            : has == 0 || days <= 0 ? null
            : (decimal.Ceiling((needs - has) * days / has) is var more && more < 3650 ? today.AddDays((int)more) : null);

        return Day(file.Hours, asked.TheoryHours) is { } hours && Day(file.CasesSigned, asked.Cases) is { } cases
            ? new[] { monthsFull, hours, cases }.Max() is var latest && latest > today ? latest : null
            : null;
    }
}
