using System.Globalization;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Examinations.Domain.Rules;

/// <summary>HP-6.5: another attempt is possible: none was passed, not more than so many resits, a wait after the last, and a pass mark not below the least.</summary>
internal sealed class AttemptRule() : Rule<AttemptPlanFacts>(ClauseIds.ExaminationAttempts)
{
    private static readonly RuleMessage Passed = new("exam.alreadyPassed", "on");
    private static readonly RuleMessage NoResit = new("exam.noResitLeft", "taken", "most");
    private static readonly RuleMessage TooSoon = new("exam.resitTooSoon", "last", "from");
    private static readonly RuleMessage PassMark = new("exam.passMarkTooLow", "percent", "least");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("resits", ParameterType.Integer), new("waitDays", ParameterType.Integer), new("leastPassPercent", ParameterType.Integer), new("multipleMarking", ParameterType.Choice),
        new("objectionDays", ParameterType.Integer), new("mostExtraMinutes", ParameterType.Integer),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [Passed, NoResit, TooSoon, PassMark];

    public override RuleAnswer Decide(AttemptPlanFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var (last, most, least) = (facts.Earlier.MaxBy(a => a.SatOn), 1 + parameters.Int("resits"), parameters.Int("leastPassPercent"));
        var sheet = new FactSheet().Add("onDay", facts.OnDay).Add("attemptsTaken", facts.Earlier.Count).Add("lastAttemptOn", last?.SatOn).Add("passPercent", facts.PassPercent);
        var missing = new List<MissingItem>();
        if (facts.Earlier.FirstOrDefault(a => a.Passed) is { } passed)
        {
            missing.Add(Passed.With(ClauseParameter.TextOf(passed.SatOn)!));
        }
        else if (facts.Earlier.Count >= most)
        {
            missing.Add(NoResit.With(Number(facts.Earlier.Count), Number(most)));
        }
        else if (last is not null && last.SatOn.AddDays(parameters.Int("waitDays")) is var from && facts.OnDay < from)
        {
            missing.Add(TooSoon.With(ClauseParameter.TextOf(last.SatOn)!, ClauseParameter.TextOf(from)!));
        }

        if (facts.PassPercent < least)
        {
            missing.Add(PassMark.With(Number(facts.PassPercent), Number(least)));
        }

        return RuleAnswer.From(sheet, missing);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
