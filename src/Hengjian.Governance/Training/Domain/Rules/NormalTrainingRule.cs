using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>R17-4.1.2: calendar months, credit hours of supervised theory and signed cases, at a base that was designated throughout.</summary>
internal sealed class NormalTrainingRule() : Rule<NormalTrainingFacts>(ClauseIds.NormalTraining)
{
    private static readonly RuleMessage OtherStaff = new("trainee.otherStaff");
    private static readonly RuleMessage Months = new("course.monthsShort", "months", "done", "days", "on");
    private static readonly RuleMessage Hours = new("course.hoursShort", "needs", "has", "short");
    private static readonly RuleMessage Cases = new("course.casesShort", "needs", "has", "short", "waiting");
    private static readonly RuleMessage NoBase = new("course.noBase");
    private static readonly RuleMessage BaseGap = new("course.baseGap", "from", "to");

    public override IReadOnlyList<ParameterNeed> Needs { get; } =
    [
        new("months", ParameterType.Integer), new("theoryHours", ParameterType.Integer), new("cases", ParameterType.Integer), .. CreditParameters.Needs,
    ];

    public override IReadOnlyList<RuleMessage> Messages => [OtherStaff, Months, Hours, Cases, NoBase, BaseGap];

    public override RuleAnswer Decide(NormalTrainingFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet();
        if (facts.Kind != ProgrammeKind.Physician)
        {
            return RuleAnswer.NotApplicable(sheet.Add("programmeKind", CodeName.Of(facts.Kind)), OtherStaff.With());
        }

        var missing = new List<MissingItem>();
        var day = facts.To ?? ShanghaiDay.Of(at);
        CheckMonths(facts, day, parameters.Int("months"), sheet, missing);
        CheckHours(facts, parameters, sheet, missing);
        var asked = parameters.Int("cases");
        sheet.Add("casesAsked", asked).Add("casesSigned", facts.CasesSigned).Add("casesWaiting", facts.CasesWaiting);
        if (facts.CasesSigned < asked)
        {
            missing.Add(Cases.With(Text(asked), Text(facts.CasesSigned), Text(asked - facts.CasesSigned), Text(facts.CasesWaiting)));
        }

        CheckBase(facts, day, sheet, missing);
        return RuleAnswer.From(sheet, missing);
    }

    private static void CheckMonths(NormalTrainingFacts facts, DateOnly day, int months, FactSheet sheet, List<MissingItem> missing)
    {
        var time = TrainingTime.Measure(facts.From, day, months);
        sheet.Add("trainedFrom", facts.From).Add("onDay", day).Add("monthsAsked", months).Add("monthsDone", time.Months).Add("daysMore", time.Days).Add("reachedOn", time.ReachedOn);
        if (day < time.ReachedOn)
        {
            missing.Add(Months.With(Text(months), Text(time.Months), Text(time.Days), ClauseParameter.TextOf(time.ReachedOn)!));
        }
    }

    private static void CheckHours(NormalTrainingFacts facts, ClauseParameters parameters, FactSheet sheet, List<MissingItem> missing)
    {
        var asked = parameters.Int("theoryHours");
        var terms = CreditParameters.Read(parameters);
        var hours = TheoryCredit.Measure(facts.Theory, facts.From, facts.To, terms).Sum(l => l.Hours);
        sheet.Add("hoursAsked", asked).Add("hoursCredited", TrainingTime.Text(hours)).Add("minutesPerHour", terms.MinutesPerHour).Add("dailyHours", terms.DailyHours);
        if (hours < asked)
        {
            missing.Add(Hours.With(Text(asked), TrainingTime.Text(hours), TrainingTime.Text(asked - hours)));
        }
    }

    private static void CheckBase(NormalTrainingFacts facts, DateOnly day, FactSheet sheet, List<MissingItem> missing)
    {
        var throughout = facts.Base?.CoversThroughout(facts.From, day) == true;
        sheet.Add("baseNumber", facts.Base?.Number).Add("designatedThroughout", throughout);
        if (facts.Base is null)
        {
            missing.Add(NoBase.With());
        }
        else if (!throughout)
        {
            missing.Add(BaseGap.With(ClauseParameter.TextOf(facts.From)!, ClauseParameter.TextOf(day)!));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
