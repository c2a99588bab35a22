using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>HP-6.2: a designated base is re-checked by the province every set number of months; the re-check is open for the set days from then on, the last of them in time.</summary>
internal sealed class BaseReviewRule() : Rule<BaseReviewFacts>(ClauseIds.BaseReview)
{
    private static readonly RuleMessage Overdue = new("base.reviewOverdue", "number", "on");

    public override IReadOnlyList<ParameterNeed> Needs => [new("months", ParameterType.Integer), new("days", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [Overdue];

    /// <summary>First day of a re-check, and its last day in time.</summary>
    public static (DateOnly OpensOn, DateOnly DueOn) Term(DateOnly last, ClauseParameters parameters)
    {
        var opens = ShanghaiDay.AddMonths(last, parameters.Int("months"));
        return (opens, opens.AddDays(parameters.Int("days")));
    }

    public override RuleAnswer Decide(BaseReviewFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var (opens, due) = Term(facts.LastOn, parameters);
        var sheet = new FactSheet().Add("baseNumber", facts.Number).Add("lastReviewOn", facts.LastOn).Add("nextReviewOn", opens).Add("nextReviewBy", due);
        return RuleAnswer.From(sheet, ShanghaiDay.Of(at) > due ? [Overdue.With(facts.Number, ClauseParameter.TextOf(due)!)] : []);
    }
}
