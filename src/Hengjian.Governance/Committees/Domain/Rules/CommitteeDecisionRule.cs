using System.Globalization;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Committees.Domain.Rules;

/// <summary>HP-7.2: the committee decided with a quorum and agreed, and for an ethics committee the yearly review is not overdue (its last day is in time).</summary>
internal sealed class CommitteeDecisionRule() : Rule<CommitteeDecisionFacts>(ClauseIds.CommitteeDecision)
{
    private static readonly RuleMessage None = new("motion.none", "committee");
    private static readonly RuleMessage Open = new("motion.open", "committee");
    private static readonly RuleMessage NotApproved = new("motion.notApproved", "committee", "state");
    private static readonly RuleMessage TooFew = new("motion.tooFewMembers", "members", "needed");
    private static readonly RuleMessage NoQuorum = new("motion.noQuorum", "voted", "needed");
    private static readonly RuleMessage NotCarried = new("motion.notCarried", "for", "voted");
    private static readonly RuleMessage ReviewOverdue = new("motion.reviewOverdue", "on");
    private static readonly RuleMessage Later = new("motion.later", "committee");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("quorumPercent", ParameterType.Integer), new("approvalPercent", ParameterType.Integer), new("leastMembers", ParameterType.Integer),
        new("ethicsReviewMonths", ParameterType.Integer),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [None, Open, NotApproved, TooFew, NoQuorum, NotCarried, ReviewOverdue, Later];

    public override RuleAnswer Decide(CommitteeDecisionFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var committee = CodeName.Of(facts.Committee);
        var sheet = new FactSheet().Add("committee", committee);
        if (facts.Motion is not { } motion)
            return RuleAnswer.From(sheet, [None.With(committee)]);

        var tally = MotionTally.Of(motion, parameters.Int("quorumPercent"), parameters.Int("approvalPercent"));
        sheet.Add("motionId", motion.Id).Add("motionState", CodeName.Of(motion.State)).Add("members", motion.Members).Add("votesCast", motion.Voted).Add("votesFor", motion.For)
            .Add("votesAgainst", motion.Against).Add("abstained", motion.Abstained).Add("stoodAside", motion.Conflicted).Add("votesNeeded", tally.Needed).Add("reviewBy", motion.ReviewBy)
            .Add("onDay", ShanghaiDay.Of(at));
        var missing = new List<MissingItem>();
        if (motion.Members < parameters.Int("leastMembers"))
            missing.Add(TooFew.With(Number(motion.Members), Number(parameters.Int("leastMembers"))));
        if (!tally.HasQuorum)
            missing.Add(NoQuorum.With(Number(motion.Voted), Number(tally.Needed)));
        switch (motion.State)
        {
            case MotionState.Open:
                missing.Add(Open.With(committee));
                break;
            case MotionState.Approved or MotionState.ApprovedWithConditions:
                if (motion.DecidedAt > at)
                    missing.Add(Later.With(committee));
                if (!tally.Carried)
                    missing.Add(NotCarried.With(Number(motion.For), Number(motion.Voted)));
                if (motion.ReviewBy is { } review && review < ShanghaiDay.Of(at))
                    missing.Add(ReviewOverdue.With(ClauseParameter.TextOf(review)!));
                break;
            default:
                missing.Add(NotApproved.With(committee, CodeName.Of(motion.State)));
                break;
        }

        return RuleAnswer.From(sheet, missing);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
