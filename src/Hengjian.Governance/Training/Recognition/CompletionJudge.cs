using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Attendance;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Domain.Rules;
using Hengjian.Governance.Training.Enrolments;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Recognition;

/// <summary>Everything that completion is decided from, read once.</summary>
/// <param name="To">Last day of what counts; null: under way.</param>
internal sealed record TrainingFile(
    Enrolment Enrolment,
    string? Institution,
    DateOnly? To,
    ProgrammePlan? Plan,
    BaseDesignation? Base,
    CreditTerms Terms,
    IReadOnlyList<TheoryItem> Theory,
    IReadOnlyList<CreditLine> Credit,
    int CasesSigned,
    int CasesWaiting,
    IReadOnlyList<ExaminationResult> Results,
    int Papers)
{
    public decimal Hours => Credit.Sum(c => c.Hours);

    /// <summary>Hours credited to a course.</summary>
    public decimal HoursOf(string course) => Credit.Where(c => c.Item.Course == course).Sum(c => c.Hours);
}

/// <summary>What completion asks for, by route: R17-4.1.2 or HP-6.4, 4.1.3 with 4.1.1, 4.1.4; 4.2.2c; and 4.2.2b, which is shown and does not refuse.</summary>
public sealed class CompletionJudge(
    RuleEngine rules, IInstitutionRegister institutions, AdmissionJudge admission, ITrainingBases bases, IProgrammes programmes, IExaminationResults results, IDocumentDirectory documents, IRoleMembers members)
{
    internal async Task<TrainingFile> ReadAsync(HengjianDbContext db, Enrolment enrolment, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var institution = await institutions.CreditCodeAsync(db, cancellationToken);
        var terms = CreditParameters.Read(rules.Catalog.Parameters(ClauseIds.NormalTraining, at, institution));
        var theory = await TheoryRecord.OfAsync(db, enrolment.Id, cancellationToken);
        var cases = await db.Set<CaseLogEntry>().Where(e => e.EnrolmentId == enrolment.Id).GroupBy(e => e.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return new TrainingFile(
            enrolment,
            institution,
            enrolment.LastDay,
            enrolment.ProgrammeVersionId is { } version ? await programmes.FindAsync(db, version, cancellationToken) : null,
            await bases.FindAsync(db, enrolment.BaseId, cancellationToken),
            terms,
            theory,
            TheoryCredit.Measure(theory, enrolment.StartsOn, enrolment.LastDay, terms),
            cases.Where(c => c.Key == CaseEntryState.Signed).Sum(c => c.Count),
            cases.Where(c => c.Key == CaseEntryState.Waiting).Sum(c => c.Count),
            await results.OfAsync(db, [enrolment.Id], cancellationToken),
            enrolment.Route == TrainingRoute.Normal ? 0 : (await EnterEvidence.PapersAsync(documents, db, enrolment.Id, ShanghaiDay.Of(at), cancellationToken)).Count);
    }

    /// <summary>What must hold at completion.</summary>
    internal async Task<IReadOnlyList<Decision>> DecideAsync(HengjianDbContext db, TrainingFile file, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var e = file.Enrolment;
        var evidence = e.Evidence;
        var isChecked = evidence?.CheckedAt is not null && evidence.CheckedBy != evidence.EnteredBy;
        var decisions = new List<Decision>();
        switch (e.Route)
        {
            case TrainingRoute.Exemption:
                decisions.Add(rules.Decide(
                    ClauseIds.Exemption,
                    new ExemptionFacts(evidence?.Old?.Work ?? [], evidence?.Old?.Titles ?? [], evidence?.Old?.Cases ?? [], evidence?.Old?.SeriousEvents, file.Papers, isChecked),
                    at,
                    file.Institution));
                return decisions;
            case TrainingRoute.Overseas:
                decisions.Add(await admission.TraineeAsync(db, e, at, file.Institution, cancellationToken));
                decisions.Add(rules.Decide(ClauseIds.OverseasTraining, new OverseasFacts(evidence?.Abroad ?? [], file.Papers, isChecked, file.Results, file.Base), at, file.Institution));
                break;
            default:
                decisions.Add(rules.Decide(
                    ClauseIds.NormalTraining, new NormalTrainingFacts(e.Kind, e.StartsOn, file.To, file.Theory, file.CasesSigned, file.CasesWaiting, file.Base), at, file.Institution));
                if (e.Kind != ProgrammeKind.Physician)
                {
                    var asked = file.Plan?.Courses.Where(c => c.Part == CoursePart.Theory).Sum(c => c.Hours) ?? 0;
                    decisions.Add(rules.Decide(ClauseIds.LighterTraining, new LighterTrainingFacts(e.Kind, e.StartsOn, file.To, file.Theory, asked, file.Terms), at, file.Institution));
                }

                break;
        }

        // Examiners are named by their accounts, supervisors by their records.
        var supervisors = e.Supervisors.Select(s => s.PractitionerId).ToHashSet();
        var accounts = (await members.OfAsync(db, Role.Examiner, cancellationToken)).Where(m => m.PractitionerId is { } own && supervisors.Contains(own)).Select(m => m.UserId);
        decisions.Add(rules.Decide(
            ClauseIds.Assessments,
            new AssessmentFacts(e.Route, e.Kind, e.StartsOn, file.Plan?.Assessments ?? [], file.Results, [.. accounts]),
            at,
            file.Institution));
        return decisions;
    }

    /// <summary>R17-4.2.2b, by the plan in force at the moment; what was late by an earlier plan is named.</summary>
    internal Decision Timely(TrainingFile file, DateTimeOffset at)
    {
        var e = file.Enrolment;
        var today = file.To ?? ShanghaiDay.Of(at);
        var behind = e.PlanAt(at).Where(c => c.Part == CoursePart.Theory && c.DueOn < today && file.HoursOf(c.Code) < c.Hours).Select(c => c.Title);
        return rules.Decide(
            ClauseIds.TimelyTraining,
            new TimelinessFacts(e.DueOnAt(at), e.PrescribedOn, e.CompletedOn, e.EndedAt is { } ended ? ShanghaiDay.Of(ended) : null, [.. behind])
            {
                LateBefore = [.. e.LateBefore(at).Select(s => $"{ClauseParameter.TextOf(s.From)} – {ClauseParameter.TextOf(s.To)}")],
            },
            at,
            file.Institution);
    }
}
