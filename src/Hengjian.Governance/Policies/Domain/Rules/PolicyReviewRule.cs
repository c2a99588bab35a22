using System.Globalization;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Policies.Domain.Rules;

/// <summary>HP-8.1: a version in force names its approver, its review is not overdue (the review date itself is in time), and the date is not further off than the pack allows.</summary>
internal sealed class PolicyReviewRule() : Rule<PolicyReviewFacts>(ClauseIds.PolicyReview)
{
    private static readonly RuleMessage NotInForce = new("policy.notInForce", "title", "number");
    private static readonly RuleMessage NoApprover = new("policy.noApprover", "title", "number");
    private static readonly RuleMessage Overdue = new("policy.reviewOverdue", "title", "on");
    private static readonly RuleMessage Interval = new("policy.intervalTooLong", "title", "months");

    public override IReadOnlyList<ParameterNeed> Needs => [new("longestReviewMonths", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [NotInForce, NoApprover, Overdue, Interval];

    public override RuleAnswer Decide(PolicyReviewFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var sheet = new FactSheet().Add("policy", $"{facts.Title} {facts.Number}").Add("approver", facts.Approver).Add("approvedOn", facts.ApprovedOn)
            .Add("inForceFrom", facts.InForceFrom).Add("inForceTo", facts.InForceTo).Add("reviewedOn", facts.ReviewedOn).Add("reviewBy", facts.ReviewBy).Add("onDay", day);
        if (facts.InForceFrom is not { } from || facts.ReviewBy is not { } reviewBy || day < from || day > facts.InForceTo)
            return RuleAnswer.NotApplicable(sheet, NotInForce.With(facts.Title, facts.Number));

        var missing = new List<MissingItem>();
        if (string.IsNullOrWhiteSpace(facts.Approver) || facts.ApprovedOn is null)
            missing.Add(NoApprover.With(facts.Title, facts.Number));
        if (day > reviewBy)
            missing.Add(Overdue.With(facts.Title, ClauseParameter.TextOf(reviewBy)!));
        var months = parameters.Int("longestReviewMonths");
        if (reviewBy > ShanghaiDay.AddMonths(facts.ReviewedOn ?? from, months))
            missing.Add(Interval.With(facts.Title, months.ToString(CultureInfo.InvariantCulture)));
        return RuleAnswer.From(sheet, missing);
    }
}
