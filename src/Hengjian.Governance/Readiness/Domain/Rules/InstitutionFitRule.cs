using System.Globalization;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Readiness.Domain.Rules;

/// <summary>
/// R17-1.1: the technology fits the institution: its level is one that the pack accepts, the subjects that the technology needs are on the licence, recent service
/// volume is recorded, and the technology committee agreed and need not decide again yet.
/// </summary>
internal sealed class InstitutionFitRule() : Rule<InstitutionFitFacts>(ClauseIds.InstitutionFit)
{
    private static readonly RuleMessage Level = new("fit.level", "level", "levels");
    private static readonly RuleMessage NoSubjects = new("fit.noSubjects");
    private static readonly RuleMessage Subject = new("fit.subject", "subjects");
    private static readonly RuleMessage Volume = new("fit.volume", "years");
    private static readonly RuleMessage NoDecision = new("fit.noDecision");
    private static readonly RuleMessage Refused = new("fit.refused", "on");
    private static readonly RuleMessage NotYet = new("fit.decisionLater", "on");
    private static readonly RuleMessage ReviewDue = new("fit.reviewDue", "on");

    public override IReadOnlyList<ParameterNeed> Needs =>
        [new("levels", ParameterType.Set), new("volumeWithinYears", ParameterType.Integer), new("committeeNeeded", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages => [TechnologyScopeJudgement.NotBound, Level, NoSubjects, Subject, Volume, NoDecision, Refused, NotYet, ReviewDue];

    public override RuleAnswer Decide(InstitutionFitFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        if (facts.Outside)
            return RuleAnswer.NotApplicable(new FactSheet(), TechnologyScopeJudgement.NotBound.With());
        var day = ShanghaiDay.Of(at);
        var institution = facts.Institution;
        var missing = new List<MissingItem>();
        var sheet = new FactSheet()
            .Add("level", institution.Level)
            .Add("grade", institution.Grade)
            .Add("subjectsNeeded", facts.SubjectsNeeded)
            .Add("subjects", institution.Subjects.Select(Line));
        var levels = parameters.Set("levels");
        if (!levels.Contains(institution.Level))
            missing.Add(Level.With(institution.Level.Length == 0 ? "none" : institution.Level, string.Join(',', levels)));
        if (institution.Subjects.Count == 0)
            missing.Add(NoSubjects.With());
        else if (facts.SubjectsNeeded.Where(n => !institution.Subjects.Any(s => Covers(s, n))).ToList() is { Count: > 0 } lacking)
            missing.Add(Subject.With(string.Join(',', lacking)));

        // Full calendar years alone count: a year going on says nothing about how much is done in one.
        var within = parameters.Int("volumeWithinYears");
        var recent = institution.Volumes.Where(v => v.Year < day.Year && v.Year >= day.Year - within).MaxBy(v => v.Year);
        sheet.Add("serviceVolume", recent is null ? [] : [Line(recent)]);
        if (recent is null)
            missing.Add(Volume.With(within.ToString(CultureInfo.InvariantCulture)));
        if (parameters.Bool("committeeNeeded"))
            CheckDecision(facts.Decision, day, sheet, missing);
        return RuleAnswer.From(sheet.Add("onDay", day), missing);
    }

    private static void CheckDecision(CommitteeDecisionFact? decision, DateOnly day, FactSheet sheet, List<MissingItem> missing)
    {
        if (decision is null)
        {
            missing.Add(NoDecision.With());
            return;
        }

        sheet.Add("committeeDecisionOn", decision.On).Add("committeeConditions", decision.Conditions).Add("committeeReviewBy", decision.ReviewBy);
        if (decision.On > day)
            missing.Add(NotYet.With(ClauseParameter.TextOf(decision.On)!));
        else if (!decision.Approved)
            missing.Add(Refused.With(ClauseParameter.TextOf(decision.On)!));
        else if (decision.ReviewBy is { } by && by < day)
            missing.Add(ReviewDue.With(ClauseParameter.TextOf(by)!));
    }

    private static bool Covers(RegisteredSubject subject, string needed) =>
        NameMatch.Same(Plain(subject.Name), Plain(needed)) || (subject.Code is { } code && NameMatch.Same(code, needed));

    /// <summary>A subject is called 医学影像科 or 医学影像专业 where a specialty is called 医学影像.</summary>
    private static string Plain(string name)
    {
        var trimmed = name.Trim();
        return trimmed.EndsWith("专业", StringComparison.Ordinal) ? trimmed[..^2] : trimmed.EndsWith('科') ? trimmed[..^1] : trimmed;
    }

    private static string Line(RegisteredSubject subject) => subject.Code is null ? subject.Name : $"{subject.Code} {subject.Name}";

    private static string Line(ServiceVolume volume) => string.Create(
        CultureInfo.InvariantCulture, $"{volume.Year}: {Number(volume.OutpatientVisits)} / {Number(volume.Discharges)} / {Number(volume.Examinations)}");

    private static string Number(int? value) => value?.ToString("#,0", CultureInfo.InvariantCulture) ?? "–";
}
