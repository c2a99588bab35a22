using System.Globalization;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.FollowUps.Domain.Rules;

/// <summary>
/// R17-3.6b: every follow-up that the plan asks of the case was done, or the patient is lost to it. A task is open until it is done, also before its day; where the pack asks
/// for a plan, a deployment without one satisfies nothing. Where the plan asks nothing of the case's result, the clause does not apply.
/// </summary>
internal sealed class FollowUpRule() : Rule<FollowUpFacts>(ClauseIds.FollowUps)
{
    private const string PlanNeeded = "planNeeded";

    private static readonly RuleMessage NoPlan = new("followUp.noPlan");
    private static readonly RuleMessage NoneAsked = new("followUp.noneAsked");
    private static readonly RuleMessage Open = new("followUp.open", "count", "next");
    private static readonly RuleMessage Overdue = new("followUp.overdue", "count", "since");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new(PlanNeeded, ParameterType.Boolean), new("lostAttempts", ParameterType.Integer), new("lostDays", ParameterType.Integer), new("graceDays", ParameterType.Integer),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [NoPlan, NoneAsked, Open, Overdue];

    public override RuleAnswer Decide(FollowUpFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var today = ShanghaiDay.Of(at);
        var open = facts.Tasks.Where(t => t.State == FollowUpState.Open).Select(t => t.DueOn).Order().ToList();
        var sheet = new FactSheet().Add("planNumber", facts.PlanNumber ?? 0).Add("followUpsAsked", facts.Tasks.Count)
            .Add("followUpsDone", facts.Tasks.Count(t => t.State == FollowUpState.Done)).Add("followUpsLost", facts.Tasks.Count(t => t.State == FollowUpState.Lost))
            .Add("nextFollowUpOn", open.Count == 0 ? null : open[0]);
        if (facts.PlanNumber is null && facts.Tasks.Count == 0)
            return parameters.Bool(PlanNeeded) ? RuleAnswer.From(sheet, [NoPlan.With()]) : RuleAnswer.NotApplicable(sheet, NoneAsked.With());
        if (facts.Tasks.Count == 0)
            return RuleAnswer.NotApplicable(sheet, NoneAsked.With());

        var overdue = open.Where(d => d < today).ToList();
        var missing = new List<MissingItem>();
        if (overdue.Count > 0)
            missing.Add(Overdue.With(Number(overdue.Count), Text(overdue[0])));
        if (open.Count > overdue.Count)
            missing.Add(Open.With(Number(open.Count - overdue.Count), Text(open[overdue.Count])));
        return RuleAnswer.From(sheet, missing);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => ClauseParameter.TextOf(day)!;
}
