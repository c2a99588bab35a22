using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Indications.Domain.Rules;

/// <summary>HP-2.3: an override is reviewed within the set hours of its signature. Until then nothing is amiss.</summary>
internal sealed class OverrideReviewRule() : Rule<OverrideReviewFacts>(ClauseIds.OverrideReview)
{
    private static readonly RuleMessage NotDue = new("override.reviewNotDue", "by");
    private static readonly RuleMessage Overdue = new("override.reviewOverdue", "by");
    private static readonly RuleMessage Late = new("override.reviewedLate", "by", "at");

    public override IReadOnlyList<ParameterNeed> Needs => [new("reviewHours", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [NotDue, Overdue, Late];

    public override RuleAnswer Decide(OverrideReviewFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var by = facts.SignedAt.AddHours(parameters.Int("reviewHours"));
        var sheet = new FactSheet().Add("overrideSignedAt", facts.SignedAt).Add("reviewBy", by).Add("reviewedAt", facts.ReviewedAt);
        return facts.ReviewedAt switch
        {
            { } reviewed => RuleAnswer.From(sheet, reviewed <= by ? [] : [Late.With(FactSheet.Text(by), FactSheet.Text(reviewed))]),
            null when at <= by => RuleAnswer.NotApplicable(sheet, NotDue.With(FactSheet.Text(by))),
            null => RuleAnswer.From(sheet, [Overdue.With(FactSheet.Text(by))]),
        };
    }
}
