using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class CommitteeDecisionRuleTests
{
    [Fact]
    public void Decision_WithQuorumAndMoreThanHalf_Satisfies() => Decide(Motion(5, 3, 1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Decision_NothingPut_IsMissing() => Decide(null).Codes().ShouldBe(["motion.none"]);

    [Fact]
    public void Decision_StillOpen_IsMissing() => Decide(Motion(5, 4, 0) with { State = MotionState.Open, DecidedAt = null }).Codes().ShouldBe(["motion.open"]);

    [Theory]
    [InlineData(3, 2)]
    [InlineData(5, 4)]
    [InlineData(6, 4)]
    [InlineData(9, 6)]
    public void Quorum_OfTwoThirds_IsReachedAtExactlyThatMany(int members, int needed)
    {
        Decide(Motion(members, needed, 0)).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide(Motion(members, needed - 1, 0)).Codes().ShouldBe(["motion.noQuorum"]);
    }

    [Fact]
    public void Quorum_MembersWhoStoodAside_DoNotCount() => Decide(Motion(5, 3, 0) with { Conflicted = 2 }).Codes().ShouldBe(["motion.noQuorum"]);

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public void Approval_WithExactlyHalf_IsNotCarried(int inFavour, int against) => Decide(Motion(6, inFavour, against)).Codes().ShouldContain("motion.notCarried");

    [Fact]
    public void Approval_Abstentions_CountAsVotesCast() => Decide(Motion(4, 2, 0) with { Abstained = 2, Voted = 4 }).Codes().ShouldBe(["motion.notCarried"]);

    [Fact]
    public void Committee_OfTwo_IsTooSmall() => Decide(Motion(2, 2, 0)).Codes().ShouldBe(["motion.tooFewMembers"]);

    [Theory]
    [InlineData(MotionState.Refused)]
    [InlineData(MotionState.Withdrawn)]
    [InlineData(MotionState.Stopped)]
    public void Decision_OtherThanApproval_DoesNotCarry(MotionState state) => Decide(Motion(5, 4, 0) with { State = state }).Codes().ShouldBe(["motion.notApproved"]);

    [Fact]
    public void Approval_UnderConditions_Satisfies() =>
        Decide(Motion(5, 4, 0) with { State = MotionState.ApprovedWithConditions, Conditions = "首月双人阅片" }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void EthicsReview_OnItsLastDay_IsInTimeAndTheDayAfterOverdue()
    {
        var motion = Motion(5, 4, 0) with { Committee = CommitteeKind.Ethics, ReviewBy = new DateOnly(2026, 3, 1) };

        Decide(motion).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide(motion, Rules.Midnight(2026, 3, 2)).Codes().ShouldBe(["motion.reviewOverdue"]);
    }

    [Fact]
    public void Decision_AskedAboutBefore_WasNotThereYet() => Decide(Motion(5, 4, 0), Rules.At.AddDays(-11)).Codes().ShouldBe(["motion.later"]);

    private static MotionFacts Motion(int members, int inFavour, int against) => new(
        Rules.Person(1), CommitteeKind.Technology, "deployment", Rules.Person(2), MotionState.Approved, Rules.At.AddDays(-20), Rules.At.AddDays(-10), null, null,
        members, inFavour + against, inFavour, against, 0, 0);

    private static Decision Decide(MotionFacts? motion, DateTimeOffset? at = null) =>
        Rules.Decide(ClauseIds.CommitteeDecision, new CommitteeDecisionFacts(motion?.Committee ?? CommitteeKind.Technology, motion), at);
}
