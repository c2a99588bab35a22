using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-5.6 at its boundary: the last day of grace is in time, the next is not.</summary>
public sealed class UnreadyUseRuleTests
{
    private const int Grace = 7;

    [Fact]
    public void NewCases_WhereReady_AreTaken() => Decide(new UnreadyUseFacts(true, null)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void NewCases_InShadow_AreNotJudged() => Decide(new UnreadyUseFacts(false, Lapse(Rules.At.AddDays(-100)))).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Theory]
    [InlineData(0, ClauseOutcome.Satisfied)]
    [InlineData(Grace, ClauseOutcome.Satisfied)]
    [InlineData(Grace + 1, ClauseOutcome.NotSatisfied)]
    public void NewCases_SoManyDaysAfterTheLapse_AreTakenThroughTheLastDayOfGrace(int days, ClauseOutcome outcome)
    {
        // Lost in the last second of a day: the days are those of the calendar.
        var decision = Decide(new UnreadyUseFacts(true, Lapse(Rules.At.AddDays(1 - days).AddSeconds(-1))));

        decision.Outcome.ShouldBe(outcome);
        decision.Facts["newCasesUntil"].ShouldBe(ClauseParameter.TextOf(ShanghaiDay.Of(Rules.At).AddDays(Grace - days)));
    }

    [Fact]
    public void NewCases_AfterTheGrace_NameTheClauses()
    {
        var decision = Decide(new UnreadyUseFacts(true, Lapse(Rules.At.AddDays(-30))));

        decision.Codes().ShouldBe(["unreadyUse.over"]);
        decision.Missing[0].Arguments["clauses"].ShouldBe("R17-1.3,R17-1.5");
        decision.Blocks.ShouldBeTrue();
    }

    private static ReadinessLapse Lapse(DateTimeOffset since) => new(since, [ClauseIds.ImagingDepartment, ClauseIds.DepartmentStaff]);

    private static Decision Decide(UnreadyUseFacts facts) => Rules.Decide(ClauseIds.UnreadyUse, facts);
}
