using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Examinations.Skills;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Results;

/// <summary>Marks for one question of a paper.</summary>
/// <param name="Number">The question's number in the bank, with its version.</param>
/// <param name="Score">Null where nothing was settled.</param>
public sealed record ResultLine(int Position, string Number, int Version, QuestionKind Kind, string Topic, decimal? Score, int Maximum);

/// <summary>The paper of a written examination: what names its version for good.</summary>
/// <param name="BankHash">Over what it was drawn from; with the seed it gives the same paper again.</param>
public sealed record ResultPaper(string Title, long Seed, string BankHash, DateTimeOffset DrawnAt, int PassPercent, int TotalMarks);

/// <summary>The written part of a result.</summary>
public sealed record WrittenResult(SittingView Sitting, ResultPaper Paper, IReadOnlyList<ResultLine> Lines);

/// <summary>A result on paper: the written part, the skills assessments that are concluded, or both.</summary>
/// <param name="Candidate">Null for examiners, who know the code alone.</param>
public sealed record ResultSheet(string? Candidate, string Name, WrittenResult? Written, IReadOnlyList<AssessmentView> Skills);

/// <summary>
/// Results of examinations to be printed: a concluded sitting with its paper and marks and, for the trainer, the skills assessments of the same training; or an assessment alone.
/// It holds neither questions nor right answers.
/// </summary>
public sealed class ResultSheets
{
    private readonly Database _database;
    private readonly SittingQueries _sittings;
    private readonly SkillsQueries _skills;

    internal ResultSheets(Database database, SittingQueries sittings, SkillsQueries skills) => (_database, _sittings, _skills) = (database, sittings, skills);

    /// <summary>A <see cref="Conflict"/> until it is concluded.</summary>
    public async Task<Outcome<ResultSheet>> OfSittingAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await _sittings.FindAsync(caller, id, cancellationToken) is not { } sitting)
        {
            return new NotFound("sitting");
        }

        if (sitting.Item.State != SittingState.Concluded)
        {
            return new Conflict("examination.notConcluded");
        }

        await using var db = _database.Read(caller.InstitutionId);
        var paper = await db.Set<ExamPaper>().AsNoTracking().FirstAsync(p => p.Id == sitting.Item.PaperId, cancellationToken);
        var written = new WrittenResult(
            sitting, new ResultPaper(paper.Title, paper.Seed, paper.BankHash, paper.DrawnAt, paper.PassPercent, paper.TotalMarks), await LinesAsync(db, id, paper, cancellationToken));
        var skills = new List<AssessmentView>();
        if (sitting.EnrolmentId is { } enrolment && caller.Can(Permission.SittingsManage))
        {
            var ids = await db.Set<SkillsAssessment>().Where(a => a.EnrolmentId == enrolment && a.State == AssessmentState.Concluded).OrderBy(a => a.PlannedAt).Select(a => a.Id).ToListAsync(cancellationToken);
            foreach (var assessment in ids)
            {
                skills.Add((await _skills.FindAsync(caller, assessment, cancellationToken))!);
            }
        }

        return new ResultSheet(sitting.Item.Candidate, sitting.Item.Code, written, skills);
    }

    /// <summary>A <see cref="Conflict"/> until both examiners have signed.</summary>
    public async Task<Outcome<ResultSheet>> OfAssessmentAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        await _skills.FindAsync(caller, id, cancellationToken) is not { } assessment ? new NotFound("assessment")
        : assessment.Item.State != AssessmentState.Concluded ? new Conflict("examination.notConcluded")
        : new ResultSheet(assessment.Item.Candidate, assessment.Item.Candidate, null, [assessment]);

    private static async Task<IReadOnlyList<ResultLine>> LinesAsync(HengjianDbContext db, Guid sitting, ExamPaper paper, CancellationToken cancellationToken)
    {
        var (questionIds, versionIds) = (paper.Items.Select(i => i.QuestionId).ToList(), paper.Items.Select(i => i.VersionId).ToList());
        var numbers = await db.Set<Question>().AsNoTracking().Where(q => questionIds.Contains(q.Id)).ToDictionaryAsync(q => q.Id, q => q.Number, cancellationToken);
        var versions = await db.Set<QuestionVersion>().AsNoTracking().Where(v => versionIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Number, cancellationToken);
        var marks = await db.Set<SittingAnswer>().AsNoTracking().Where(a => a.SittingId == sitting).ToDictionaryAsync(a => a.Position, a => a.Hundredths, cancellationToken);
        return
        [
            .. paper.Items.OrderBy(i => i.Position).Select(i => new ResultLine(
                i.Position, numbers[i.QuestionId], versions[i.VersionId], i.Kind, i.Topic, Marks.Of(marks.GetValueOrDefault(i.Position)), i.Marks)),
        ];
    }
}
