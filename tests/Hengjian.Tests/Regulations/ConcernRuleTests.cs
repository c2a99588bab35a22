using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-18.1 and HP-18.2 at their exact boundaries. 2 March 2026 is a Monday.</summary>
public sealed class ConcernRuleTests
{
    private static readonly DateOnly Received = new(2026, 3, 2);
    private static readonly WorkingDayCalendar Weekdays = new([], [], []);

    [Theory]
    [InlineData(5, "")]
    [InlineData(6, "concern.answerOverdue")]
    public void Answer_OnTheThirdWorkingDay_IsInTimeAndTheDayAfterOverdue(int day, string code) => Open(Rules.Midnight(2026, 3, day)).Codes().ShouldBe(code.Length == 0 ? [] : [code]);

    [Fact]
    public void Answer_OverAWeekend_CountsWorkingDaysAlone() =>
        Clock(Rules.Midnight(2026, 3, 10), new ConcernClockFacts(new DateOnly(2026, 3, 5), null, null, Weekdays)).Codes().ShouldBeEmpty();

    [Fact]
    public void Answer_GivenADayLate_StaysLate() =>
        Clock(Rules.Midnight(2026, 3, 7), new ConcernClockFacts(Received, new DateOnly(2026, 3, 6), null, Weekdays)).Codes().ShouldBe(["concern.answeredLate"]);

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "concern.decisionOverdue")]
    public void Decision_OnTheThirtiethDay_IsInTimeAndTheDayAfterOverdue(int day, string code) =>
        Clock(Rules.Midnight(2026, 4, day), new ConcernClockFacts(Received, Received, null, Weekdays)).Codes().ShouldBe(code.Length == 0 ? [] : [code]);

    [Fact]
    public void Decision_GivenADayLate_StaysLate() =>
        Clock(Rules.Midnight(2026, 5, 1), new ConcernClockFacts(Received, Received, new DateOnly(2026, 4, 2), Weekdays)).Codes().ShouldBe(["concern.decidedLate"]);

    [Fact]
    public void Channel_NeverTested_Misses() => Rules.Decide(ClauseIds.ConcernChannelTest, new ChannelTestFacts(null)).Codes().ShouldBe(["concern.neverTested"]);

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "concern.testOverdue")]
    public void Channel_SixMonthsAfterItsTest_IsInTimeAndTheDayAfterOverdue(int day, string code) =>
        Rules.Decide(ClauseIds.ConcernChannelTest, new ChannelTestFacts(Received), Rules.Midnight(2026, 9, day)).Codes().ShouldBe(code.Length == 0 ? [] : [code]);

    private static Decision Open(DateTimeOffset at) => Clock(at, new ConcernClockFacts(Received, null, null, Weekdays));

    private static Decision Clock(DateTimeOffset at, ConcernClockFacts facts) => Rules.Decide(ClauseIds.ConcernClocks, facts, at);
}
