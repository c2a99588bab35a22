using System.Globalization;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Policies.Domain.Rules;

/// <summary>
/// R17-3.6a: a policy for monitoring and follow-up is in force, within its review date (that day included), and acknowledged by the pack's share of those whom it binds.
/// One such policy is enough; where none is, what each lacks is said.
/// </summary>
internal sealed class FollowUpPolicyRule() : Rule<FollowUpPolicyFacts>(ClauseIds.FollowUpPolicy)
{
    private static readonly RuleMessage None = new("policy.noneInForce");
    private static readonly RuleMessage Overdue = new("policy.reviewOverdue", "title", "on");
    private static readonly RuleMessage Interval = new("policy.intervalTooLong", "title", "months");
    private static readonly RuleMessage NobodyBound = new("policy.nobodyBound", "title");
    private static readonly RuleMessage NotAcknowledged = new("policy.notAcknowledged", "title", "acknowledged", "bound");

    public override IReadOnlyList<ParameterNeed> Needs => [new("acknowledgedPercent", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [None, Overdue, Interval, NobodyBound, NotAcknowledged];

    public override RuleAnswer Decide(FollowUpPolicyFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var sheet = new FactSheet().Add("policies", facts.Policies.Select(p => $"{p.Title} {p.Number}")).Add("onDay", day);
        if (facts.Policies.Count == 0)
            return RuleAnswer.From(sheet, [None.With()]);

        var judged = facts.Policies.Select(p => (Policy: p, Faults: Faults(p, day, parameters).ToList())).ToList();
        // The policy that serves, else the one that lacks least, stands for the facts.
        var (best, faults) = judged.MinBy(j => j.Faults.Count);
        sheet.Add("approver", best.Approver).Add("approvedOn", best.ApprovedOn).Add("inForceFrom", best.InForceFrom).Add("reviewBy", best.ReviewBy)
            .Add("boundPeople", best.Bound).Add("acknowledgedBy", best.Acknowledged);
        return RuleAnswer.From(sheet, faults.Count == 0 ? [] : [.. judged.SelectMany(j => j.Faults)]);
    }

    private static IEnumerable<MissingItem> Faults(WrittenPolicyFact policy, DateOnly day, ClauseParameters parameters)
    {
        if (policy.ReviewBy < day)
            yield return Overdue.With(policy.Title, ClauseParameter.TextOf(policy.ReviewBy)!);
        if (parameters.IsSet("reviewIntervalMonths") && policy.ReviewBy > ShanghaiDay.AddMonths(policy.ReviewedOn ?? policy.InForceFrom, parameters.Int("reviewIntervalMonths")))
            yield return Interval.With(policy.Title, Number(parameters.Int("reviewIntervalMonths")));
        if (policy.Bound == 0)
            yield return NobodyBound.With(policy.Title);
        // Whole numbers: 100 per cent of three people is three, not 99.9 per cent of them.
        else if (policy.Acknowledged * 100L < (long)policy.Bound * parameters.Int("acknowledgedPercent"))
            yield return NotAcknowledged.With(policy.Title, Number(policy.Acknowledged), Number(policy.Bound));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
