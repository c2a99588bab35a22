using System.Globalization;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>R17-4.2.2c: after the training each assessment was passed, and its conclusion is signed by examiners who did not supervise.</summary>
internal sealed class AssessmentsRule() : Rule<AssessmentFacts>(ClauseIds.Assessments)
{
    private static readonly RuleMessage NoExamination = new("assessment.notAsked");
    private static readonly RuleMessage NotSat = new("assessment.notSat", "kind");
    private static readonly RuleMessage Failed = new("assessment.failed", "kind", "attempt", "score", "maximum");
    private static readonly RuleMessage NoExaminer = new("assessment.noExaminer", "kind");
    private static readonly RuleMessage OwnSupervisor = new("assessment.ownSupervisor", "kind");

    public override IReadOnlyList<ParameterNeed> Needs { get; } = [new("assessments", ParameterType.Set)];

    public override IReadOnlyList<RuleMessage> Messages => [NoExamination, NotSat, Failed, NoExaminer, OwnSupervisor];

    public override RuleAnswer Decide(AssessmentFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var byClause = facts.Kind == ProgrammeKind.Physician ? parameters.Set("assessments").Select(CodeName.Parse<AssessmentKind>) : [];
        var asked = byClause.Concat(facts.Programme).Distinct().Order().ToList();
        var sheet = new FactSheet().Add("assessmentsAsked", asked.Select(a => CodeName.Of(a)));
        if (facts.Route == TrainingRoute.Exemption || asked.Count == 0)
        {
            return RuleAnswer.NotApplicable(sheet, NoExamination.With());
        }

        var missing = new List<MissingItem>();
        var counted = new List<string>();
        foreach (var kind in asked)
        {
            var results = facts.Results.Where(r => r.Kind == kind && r.ConcludedAt <= at && ShanghaiDay.Of(r.SatAt) >= facts.From).OrderBy(r => r.Attempt).ThenBy(r => r.SatAt).ToList();
            var code = CodeName.Of(kind);
            if (results.Count == 0)
            {
                missing.Add(NotSat.With(code));
            }
            else if (results.Find(r => r.Passed) is not { } passed)
            {
                var last = results[^1];
                missing.Add(Failed.With(code, last.Attempt.ToString(CultureInfo.InvariantCulture), TrainingTime.Text(last.Score), TrainingTime.Text(last.Maximum)));
            }
            else
            {
                counted.Add(string.Create(CultureInfo.InvariantCulture, $"{ClauseParameter.TextOf(ShanghaiDay.Of(passed.SatAt))} {passed.Title} {passed.Score:0.##}/{passed.Maximum:0.##}"));
                if (passed.Examiners.Count == 0)
                {
                    missing.Add(NoExaminer.With(code));
                }
                else if (passed.Examiners.Any(facts.Supervisors.Contains))
                {
                    missing.Add(OwnSupervisor.With(code));
                }
            }
        }

        return RuleAnswer.From(sheet.Add("assessmentsPassed", counted), missing);
    }
}
