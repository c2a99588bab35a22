using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>R17-4.2.2b: a trainee finishes in the prescribed time, or in the time to which it was extended. Courses behind their plan are named among the facts; they breach nothing by themselves.</summary>
internal sealed class TimelyTrainingRule() : Rule<TimelinessFacts>(ClauseIds.TimelyTraining)
{
    private static readonly RuleMessage NoTime = new("course.noTime");
    private static readonly RuleMessage Ended = new("course.ended", "on");
    private static readonly RuleMessage Overdue = new("course.overdue", "due");
    private static readonly RuleMessage Late = new("course.late", "due", "on");

    public override IReadOnlyList<RuleMessage> Messages => [NoTime, Ended, Overdue, Late];

    public override RuleAnswer Decide(TimelinessFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var sheet = new FactSheet().Add("trainingDueOn", facts.DueOn).Add("prescribedOn", facts.PrescribedOn).Add("completedOn", facts.CompletedOn).Add("coursesBehind", facts.Behind).Add("onDay", day);
        if (facts.LateBefore.Count > 0)
        {
            sheet.Add("lateBefore", facts.LateBefore);
        }

        if (facts.DueOn is not { } due)
        {
            return RuleAnswer.NotApplicable(sheet, NoTime.With());
        }

        if (facts.EndedOn is { } ended)
        {
            return RuleAnswer.NotApplicable(sheet, Ended.With(ClauseParameter.TextOf(ended)!));
        }

        return RuleAnswer.From(sheet, facts.CompletedOn is { } on
            ? on > due ? [Late.With(ClauseParameter.TextOf(due)!, ClauseParameter.TextOf(on)!)] : []
            : day > due ? [Overdue.With(ClauseParameter.TextOf(due)!)] : []);
    }
}
