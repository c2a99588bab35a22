using System.Globalization;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Tests.Regulations;

namespace Hengjian.Tests.Practitioners;

/// <summary>R17-2.1.2 for people who worked part of full time: by default a calendar day is a day; an overlay may count by share.</summary>
public sealed class PartTimeTests
{
    private static readonly RuleEngine ByShare = Rules.WithOverlays(
        """
        { "overlay": "PT", "version": 1, "base": "R17", "kind": "province", "effective": { "from": "2017-01-01" },
          "name": { "zh": "兼职折算", "en": "Part time by share" },
          "clauses": { "R17-2.1.2": { "parameters": { "partTimeCounts": { "value": "byShare" } } } } }
        """);

    [Fact]
    public void HalfTime_ByThePacksDefault_CountsCalendarDays()
    {
        var decision = Decide(Rules.Engine, "2021-01-01", Period("2016-01-01", null, 50));

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["partTimeCounts"].ShouldBe("calendarDay");
    }

    [Theory]
    [InlineData("2026-01-01", ClauseOutcome.NotSatisfied)]
    [InlineData("2026-01-02", ClauseOutcome.Satisfied)]
    public void HalfTime_ByShare_TakesTwiceTheDays(string day, ClauseOutcome outcome) =>
        // The fifth year is 1827 days from 2016-01-01; at half a day each it takes 3654, and those end with 2026-01-01.
        Decide(ByShare, day, Period("2016-01-01", null, 50)).Outcome.ShouldBe(outcome);

    [Fact]
    public void TwoHalfJobs_AtOnce_MakeOneWhole() =>
        Decide(ByShare, "2021-01-01", Period("2016-01-01", null, 50), Period("2016-01-01", null, 50)).Facts["reachedOn"].ShouldBe("2021-01-01");

    [Fact]
    public void FullAndHalfJob_AtOnce_CountNoMoreThanADay() =>
        Decide(ByShare, "2021-01-01", Period("2016-01-01", null, null), Period("2016-01-01", null, 50)).Facts["mergedDays"].ShouldBe(1827L);

    [Fact]
    public void OddShare_NeverCountsADayTooEarly()
    {
        // A third of a day each: 33 % × 5537 days = 182 721 hundredths, the first to reach 182 700.
        var decision = Decide(ByShare, "2026-01-01", Period("2016-01-01", null, 33));

        decision.Facts["reachedOn"].ShouldBe(new DateOnly(2016, 1, 1).AddDays(5537).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Share_StandsInThePeriodsFact() =>
        ((IEnumerable<object?>)Decide(Rules.Engine, "2021-01-01", Period("2016-01-01", null, 50)).Facts["periods"]!).Single().ShouldBe("2016-01-01/ clinical 50% " + Rules.Radiology);

    private static Decision Decide(RuleEngine engine, string day, params SpecialtyPeriodFact[] periods) => Rules.Decide(
        ClauseIds.SpecialtyYears,
        new EligibilityFacts(Rules.Physician() with { SpecialtyPeriods = periods }, Rules.Needs),
        ShanghaiDay.Start(Day(day)),
        engine);

    private static SpecialtyPeriodFact Period(string from, string? to, int? share) =>
        new(Rules.Radiology, Day(from), to is null ? null : Day(to), SpecialtyPeriodKind.Clinical, share);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
