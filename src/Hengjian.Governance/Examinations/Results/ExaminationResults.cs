using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Results;

/// <summary>Concluded written examinations and skills assessments of enrolments, by attempt.</summary>
internal sealed class ExaminationResults : IExaminationResults
{
    public async Task<IReadOnlyList<ExaminationResult>> OfAsync(HengjianDbContext db, IReadOnlyCollection<Guid> enrolmentIds, CancellationToken cancellationToken)
    {
        var ids = enrolmentIds.Distinct().ToList();
        var sittings = await db.Set<Sitting>().AsNoTracking().Where(s => s.State == SittingState.Concluded && s.EnrolmentId != null && ids.Contains(s.EnrolmentId.Value)).ToListAsync(cancellationToken);
        var skills = await db.Set<SkillsAssessment>().AsNoTracking().Where(a => a.State == AssessmentState.Concluded && ids.Contains(a.EnrolmentId)).ToListAsync(cancellationToken);
        var (paperIds, checklistIds, skillIds) = (sittings.ConvertAll(s => s.PaperId), skills.ConvertAll(a => a.ChecklistId), skills.ConvertAll(a => a.Id));
        var papers = sittings.Count == 0 ? [] : await db.Set<ExamPaper>().AsNoTracking().Where(p => paperIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Title, cancellationToken);
        var checklists = skills.Count == 0 ? [] : await db.Set<SkillsChecklist>().AsNoTracking().Where(c => checklistIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Title, cancellationToken);
        var seen = skills.Count == 0
            ? []
            : (await db.Set<SkillsRatingSheet>().AsNoTracking().Where(r => skillIds.Contains(r.AssessmentId)).ToListAsync(cancellationToken)).GroupBy(r => r.AssessmentId).ToDictionary(g => g.Key, g => g.Min(r => r.SeenAt));
        return
        [
            .. sittings.Select(s => new ExaminationResult(
                    s.Id, s.EnrolmentId!.Value, AssessmentKind.WrittenExamination, papers[s.PaperId], s.Attempt, Marks.Of(s.Hundredths!.Value), s.Maximum, s.Passed!.Value, s.StartedAt!.Value,
                    s.ConcludedAt!.Value, [.. s.Signatures.Select(x => x.UserId)]))
                .Concat(skills.Select(a => new ExaminationResult(
                    a.Id, a.EnrolmentId, AssessmentKind.SkillsAssessment, checklists[a.ChecklistId], a.Attempt, Marks.Of(a.Hundredths!.Value), a.Maximum, a.Passed!.Value,
                    seen.GetValueOrDefault(a.Id, a.PlannedAt), a.ConcludedAt!.Value, [a.FirstExaminerId, a.SecondExaminerId])))
                .OrderBy(r => r.Kind).ThenBy(r => r.Attempt),
        ];
    }
}
