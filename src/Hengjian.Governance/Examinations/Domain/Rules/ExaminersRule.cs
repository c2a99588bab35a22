using System.Globalization;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Examinations.Domain.Rules;

/// <summary>HP-6.6: enough examiners, none of whom supervised the candidate, each open answer marked by two, and by a third where they differ by more than the share.</summary>
internal sealed class ExaminersRule() : Rule<MarkingFacts>(ClauseIds.Examiners)
{
    private static readonly RuleMessage TooFew = new("exam.tooFewExaminers", "count", "needed");
    private static readonly RuleMessage Supervises = new("exam.examinerSupervises", "name");
    private static readonly RuleMessage Candidate = new("exam.examinerIsCandidate", "name");
    private static readonly RuleMessage Unmarked = new("exam.unmarked", "position");
    private static readonly RuleMessage OneMark = new("exam.oneMark", "position");
    private static readonly RuleMessage Unsettled = new("exam.unsettled", "position", "first", "second");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("examiners", ParameterType.Integer), new("arbitrationPercent", ParameterType.Integer), new("leastCandidates", ParameterType.Integer), new("leastGroup", ParameterType.Integer),
        new("markingDays", ParameterType.Integer),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [TooFew, Supervises, Candidate, Unmarked, OneMark, Unsettled];

    public override RuleAnswer Decide(MarkingFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var (needed, percent) = (parameters.Int("examiners"), parameters.Int("arbitrationPercent"));
        var sheet = new FactSheet().Add("examinerNames", facts.Examiners.Select(e => e.Name)).Add("openAnswers", facts.Answers.Count).Add("arbitrationPercent", percent);
        var missing = new List<MissingItem>();
        if (facts.Examiners.Count < needed)
        {
            missing.Add(TooFew.With(Number(facts.Examiners.Count), Number(needed)));
        }

        missing.AddRange(facts.Examiners.Where(e => e.Supervises).Select(e => Supervises.With(e.Name)));
        missing.AddRange(facts.Examiners.Where(e => e.IsCandidate).Select(e => Candidate.With(e.Name)));
        foreach (var answer in facts.Answers)
        {
            switch (answer.First, answer.Second)
            {
                case (null, null):
                    missing.Add(Unmarked.With(Number(answer.Position)));
                    break;
                case ({ } first, { } second):
                    if (answer.Third is null && Marks.Differ(first, second, answer.Maximum, percent))
                    {
                        missing.Add(Unsettled.With(Number(answer.Position), Text(first), Text(second)));
                    }

                    break;
                default:
                    missing.Add(OneMark.With(Number(answer.Position)));
                    break;
            }
        }

        return RuleAnswer.From(sheet, missing);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
