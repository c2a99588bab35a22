using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-5.7: an act from another system waits three days at most; the deadline is included.</summary>
public sealed class ObservedWaitRuleTests
{
    private static Decision Decide(DateTimeOffset? ended, DateTimeOffset at) => Rules.Engine.Decide(ClauseIds.ObservedActs, new ObservedWaitFacts(ObservedKind.FinalDiagnosis, Rules.At, ended), at);

    [Fact]
    public void Wait_AtTheVeryDeadline_IsNotDueYet() => Decide(null, Rules.At.AddDays(3)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void Wait_AMomentAfterTheDeadline_IsTooLong()
    {
        var decision = Decide(null, Rules.At.AddDays(3).AddMicroseconds(1));

        decision.Codes().ShouldBe(["observedWait.tooLong"]);
        decision.Blocks.ShouldBeFalse("the case goes on when what it waits for comes");
    }

    [Fact]
    public void Wait_ThatEndedInTime_Satisfies() => Decide(Rules.At.AddDays(3), Rules.At.AddDays(30)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Wait_ThatEndedLate_IsSaid() => Decide(Rules.At.AddDays(4), Rules.At.AddDays(30)).Codes().ShouldBe(["observedWait.tooLong"]);
}
