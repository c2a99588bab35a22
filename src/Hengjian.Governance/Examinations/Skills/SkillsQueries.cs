using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Skills;

/// <summary>Checklists and skills assessments: a trainer sees all of the institution, an examiner those assigned, a trainee the own concluded ones.</summary>
public sealed class SkillsQueries : IWorkSource
{
    private readonly Database _database;
    private readonly IEnrolments _enrolments;
    private readonly ExaminerCheck _check;
    private readonly IPractitionerDirectory _practitioners;
    private readonly IActorNames _names;
    private readonly TimeProvider _clock;

    internal SkillsQueries(Database database, IEnrolments enrolments, ExaminerCheck check, IPractitionerDirectory practitioners, IActorNames names, TimeProvider clock) =>
        (_database, _enrolments, _check, _practitioners, _names, _clock) = (database, enrolments, check, practitioners, names, clock);

    /// <summary>Every version, newest first within its checklist.</summary>
    public async Task<IReadOnlyList<ChecklistView>> ChecklistsAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var rows = await db.Set<SkillsChecklist>().ToListAsync(cancellationToken);
        return await ViewsAsync(caller, [.. rows.OrderBy(c => rows.Where(o => o.SeriesId == c.SeriesId).Min(o => o.DraftedAt)).ThenByDescending(c => c.Number)], cancellationToken);
    }

    public async Task<ChecklistView?> ChecklistAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        return (await ViewsAsync(caller, await db.Set<SkillsChecklist>().Where(c => c.Id == id).ToListAsync(cancellationToken), cancellationToken)).FirstOrDefault();
    }

    /// <param name="mine">Only those that wait for the caller's signature.</param>
    public async Task<Page<AssessmentItem>> ListAsync(Caller caller, AssessmentState? state, bool mine, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var rows = (mine ? Waiting(db, caller.Id) : Reach(db, caller)).Where(a => state == null || a.State == state);
        var items = await rows.OrderByDescending(a => a.PlannedAt).ThenByDescending(a => a.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<AssessmentItem>(await ItemsAsync(db, caller, items, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<AssessmentView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await Reach(db, caller).FirstOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        var checklist = await db.Set<SkillsChecklist>().FirstAsync(c => c.Id == row.ChecklistId, cancellationToken);
        var sheets = await db.Set<SkillsRatingSheet>().Where(r => r.AssessmentId == id).OrderBy(r => r.SignedAt).ToListAsync(cancellationToken);
        var both = sheets.Count == 2;
        var ids = new[] { row.FirstExaminerId, row.SecondExaminerId, row.EndedBy ?? Guid.Empty }.Distinct().Select(i => i.ToString("D")).ToList();
        var names = await _names.FindAsync(caller.InstitutionId, ids, cancellationToken);
        string Name(Guid user) => names.GetValueOrDefault(user.ToString("D")) ?? "–";
        var enrolment = await _enrolments.FindAsync(db, row.EnrolmentId, cancellationToken);
        var people = ExaminerCheck.Facts(await _check.ExaminersAsync(db, cancellationToken), [row.FirstExaminerId, row.SecondExaminerId], enrolment);
        return new AssessmentView(
            (await ItemsAsync(db, caller, [row], cancellationToken))[0], checklist.Id, checklist.Number, checklist.PassPercent, checklist.Items, Name(row.FirstExaminerId), Name(row.SecondExaminerId),
            [.. sheets.Select(r => new SheetView(r.ExaminerId, Name(r.ExaminerId), r.SignedAt, r.SeenAt, r.SignatureId, both ? r.Comment : null, both || r.ExaminerId == caller.Id ? r.Ratings : null))],
            row.FailedCritical, row.ConcludedAt, row.EndReason, row.EndedBy is { } by ? Name(by) : null, row.EndedAt,
            await _check.DecideAsync(db, ClauseIds.Examiners, new MarkingFacts(people, []), _clock.GetUtcNow(), cancellationToken));
    }

    /// <summary>The caller's own assessments, newest first.</summary>
    public async Task<IReadOnlyList<AssessmentItem>> OwnAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.PractitionerId is not { } own)
        {
            return [];
        }

        await using var db = _database.Read(caller.InstitutionId);
        var rows = await db.Set<SkillsAssessment>().Where(a => a.PractitionerId == own && a.State != AssessmentState.Cancelled).OrderByDescending(a => a.PlannedAt).ToListAsync(cancellationToken);
        return await ItemsAsync(db, caller, rows, cancellationToken);
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken) =>
        caller.Can(Permission.ExaminationsMark) && await Waiting(db, caller.Id).CountAsync(cancellationToken) is > 0 and var count
            ? [new WaitingWork("skillsToRate", count, "/examinations/skills?mine=true", WorkUrgency.Due)]
            : [];

    private static IQueryable<SkillsAssessment> Reach(HengjianDbContext db, Caller caller) => caller.Can(Permission.SittingsManage)
        ? db.Set<SkillsAssessment>()
        : db.Set<SkillsAssessment>().Where(a => a.FirstExaminerId == caller.Id || a.SecondExaminerId == caller.Id);

    private static IQueryable<SkillsAssessment> Waiting(HengjianDbContext db, Guid user)
    {
        var sheets = db.Set<SkillsRatingSheet>();
        return db.Set<SkillsAssessment>().Where(a =>
            (a.State == AssessmentState.Scheduled || a.State == AssessmentState.Rated) && (a.FirstExaminerId == user || a.SecondExaminerId == user)
            && !sheets.Any(r => r.AssessmentId == a.Id && r.ExaminerId == user));
    }

    private async Task<IReadOnlyList<AssessmentItem>> ItemsAsync(HengjianDbContext db, Caller caller, IReadOnlyList<SkillsAssessment> rows, CancellationToken cancellationToken)
    {
        var (checklistIds, ids) = (rows.Select(a => a.ChecklistId).Distinct().ToList(), rows.Select(a => a.Id).ToList());
        var titles = await db.Set<SkillsChecklist>().Where(c => checklistIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => $"{c.Title} V{c.Number}", cancellationToken);
        var names = await _practitioners.NamesAsync(db, [.. rows.Select(a => a.PractitionerId).Distinct()], cancellationToken);
        var signed = await db.Set<SkillsRatingSheet>().Where(r => ids.Contains(r.AssessmentId) && r.ExaminerId == caller.Id).Select(r => r.AssessmentId).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(a => new AssessmentItem(
                a.Id, names.GetValueOrDefault(a.PractitionerId) ?? "–", a.EnrolmentId, titles[a.ChecklistId], a.State, a.Attempt, a.PlannedAt, Marks.Of(a.Hundredths), a.Maximum, a.Passed,
                a.State is AssessmentState.Scheduled or AssessmentState.Rated && (a.FirstExaminerId == caller.Id || a.SecondExaminerId == caller.Id) && !signed.Contains(a.Id))),
        ];
    }

    private async Task<IReadOnlyList<ChecklistView>> ViewsAsync(Caller caller, IReadOnlyList<SkillsChecklist> rows, CancellationToken cancellationToken)
    {
        var ids = rows.SelectMany(c => new[] { c.DraftedBy, c.ApprovedBy ?? Guid.Empty }).Distinct().Select(i => i.ToString("D")).ToList();
        var names = await _names.FindAsync(caller.InstitutionId, ids, cancellationToken);
        return
        [
            .. rows.Select(c => new ChecklistView(
                c.Id, c.Version, c.SeriesId, c.Number, c.Title, c.State, c.Items, c.PassPercent, names.GetValueOrDefault(c.DraftedBy.ToString("D")) ?? "–", c.DraftedAt,
                c.ApprovedBy is { } by ? names.GetValueOrDefault(by.ToString("D")) : null, c.ApprovedAt,
                c.State == QuestionState.Draft && c.DraftedBy != caller.Id && caller.Can(Permission.QuestionsWrite))),
        ];
    }
}
