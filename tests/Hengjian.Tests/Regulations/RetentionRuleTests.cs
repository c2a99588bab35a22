using Hengjian.Governance.Regulations;
using Hengjian.Governance.Retention.Contracts;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-13.3 at its exact boundaries.</summary>
public sealed class RetentionRuleTests
{
    [Theory]
    [InlineData(RetentionCategory.Outpatient, "2011-03-01", "2026-03-01", false)]
    [InlineData(RetentionCategory.Outpatient, "2011-03-01", "2026-03-02", true)]
    [InlineData(RetentionCategory.Inpatient, "1996-03-01", "2026-03-01", false)]
    [InlineData(RetentionCategory.Inpatient, "1996-03-01", "2026-03-02", true)]
    [InlineData(RetentionCategory.Outpatient, "2012-02-29", "2027-03-01", false)]
    [InlineData(RetentionCategory.Outpatient, "2012-02-29", "2027-03-02", true)]
    public void Records_OnTheLastDayOfTheTerm_AreKeptAndTheDayAfterMayGo(RetentionCategory category, string last, string on, bool may) =>
        Decide(category, last, on, 0).Outcome.ShouldBe(may ? ClauseOutcome.Satisfied : ClauseOutcome.NotSatisfied);

    [Fact]
    public void Records_UnderAHold_AreKeptAfterTheTermToo() => Decide(RetentionCategory.Outpatient, "2000-01-01", "2026-03-01", 1).Codes().ShouldBe(["retention.held"]);

    [Fact]
    public void Records_WithinTheTermAndUnderAHold_MissBoth() => Decide(RetentionCategory.Inpatient, "2020-01-01", "2026-03-01", 2).Codes().ShouldBe(["retention.withinTerm", "retention.held"]);

    private static Decision Decide(RetentionCategory category, string last, string on, int holds) =>
        Rules.Decide(ClauseIds.Retention, new RetentionFacts(category, Day(last), holds), ShanghaiDay.Start(Day(on)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
