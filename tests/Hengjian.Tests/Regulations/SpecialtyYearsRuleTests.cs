using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class SpecialtyYearsRuleTests
{
    [Fact]
    public void Years_TheInstantTheyAreFull_Satisfy() =>
        Decide(Rules.Midnight(2021, 3, 1), Period("2016-03-01")).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Years_OneSecondBefore_AreShortByOneDay()
    {
        var decision = Decide(Rules.Midnight(2021, 3, 1).AddSeconds(-1), Period("2016-03-01"));

        decision.Codes().ShouldBe(["years.short", "years.reachedOn"]);
        decision.Missing[0].Arguments["short"].ShouldBe("1");
        decision.Missing[1].Arguments["on"].ShouldBe("2021-03-01");
    }

    [Fact]
    public void Years_FromALeapDay_AreReachedOnTheFirstOfMarch()
    {
        Decide(Rules.Midnight(2021, 2, 28), Period("2016-02-29")).Facts["reachedOn"].ShouldBe("2021-03-01");
        Decide(Rules.Midnight(2021, 3, 1), Period("2016-02-29")).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Years_AtMidnightGivenInUtc_AreReached() =>
        Decide(new DateTimeOffset(2021, 2, 28, 16, 0, 0, TimeSpan.Zero), Period("2016-03-01")).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Period_EndingTheDayBeforeTheAnniversary_IsFull() =>
        Decide(Rules.Midnight(2026, 3, 1), Period("2016-01-01", "2020-12-31")).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Period_EndingADayTooEarly_LeadsNowhereAndSaysSo() =>
        Decide(Rules.Midnight(2026, 3, 1), Period("2016-01-01", "2020-12-30")).Codes().ShouldBe(["years.short", "years.notInSight"]);

    [Fact]
    public void Periods_Overlapping_CountOnce() =>
        Decide(Rules.Midnight(2026, 3, 1), Period("2016-01-01", "2018-12-31"), Period("2017-01-01", "2019-12-31"))
            .Facts["mergedDays"].ShouldBe(1461L);

    [Fact]
    public void Periods_MeetingDayAfterDay_LeaveNoGap() =>
        Decide(Rules.Midnight(2021, 1, 1), Period("2018-07-01"), Period("2016-01-01", "2018-06-30")).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Gap_OfThirtyDays_DefersTheDayByThirty() =>
        Decide(Rules.Midnight(2021, 1, 1), Period("2016-01-01", "2018-06-30"), Period("2018-07-31"))
            .Facts["reachedOn"].ShouldBe("2021-01-31");

    [Fact]
    public void Periods_InTheFuture_DoNotCountYet()
    {
        var decision = Decide(Rules.Midnight(2026, 1, 1), Period("2026-06-01"));

        decision.Facts["mergedDays"].ShouldBe(0L);
        decision.Facts["reachedOn"].ShouldBe("2031-06-01");
    }

    [Fact]
    public void Periods_OfAnotherSpecialty_DoNotCount() =>
        Decide(Rules.At, Period("2000-01-01") with { Specialty = "超声医学" }).Codes().ShouldBe(["years.noPeriods"]);

    [Fact]
    public void Periods_None_SayWhatIsAsked() => Decide(Rules.At).Missing.Single().Arguments["years"].ShouldBe("5");

    [Fact]
    public void Period_EndingBeforeItBegins_CountsNothing() =>
        Decide(Rules.At, Period("2020-01-01", "2016-01-01")).Codes().ShouldBe(["years.noPeriods"]);

    [Fact]
    public void Residency_CountsByThePack() =>
        Decide(Rules.Midnight(2021, 1, 1), Period("2016-01-01", "2018-12-31", SpecialtyPeriodKind.Residency), Period("2019-01-01"))
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Leave_OfExactlySixMonths_IsNotTakenOut() =>
        Decide(Rules.Midnight(2021, 1, 1), Period("2016-01-01"), Leave("2018-01-01", "2018-06-30")).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Leave_OneDayOverSixMonths_IsTakenOutWhole() =>
        Decide(Rules.Midnight(2021, 1, 1), Period("2016-01-01"), Leave("2018-01-01", "2018-07-01"))
            .Facts["mergedDays"].ShouldBe(1827L - 182L);

    [Fact]
    public void Leave_WithoutSpecialty_TouchesEverySpecialty() =>
        Decide(Rules.Midnight(2021, 1, 1), Period("2016-01-01"), Leave("2018-01-01", "2018-12-31") with { Specialty = "" })
            .Facts["reachedOn"].ShouldBe("2022-01-01");

    [Fact]
    public void Leave_StillGoingOnOverTheLimit_LeavesNoDayInSight() =>
        Decide(Rules.Midnight(2020, 12, 1), Period("2016-01-01"), Leave("2020-01-01", to: null))
            .Codes().ShouldBe(["years.short", "years.notInSight"]);

    [Fact]
    public void Years_AgainstADayByDayCount_Agree()
    {
        var period = from start in Gen.Choose(0, 4000)
                     from length in Gen.Choose(0, 2500)
                     from isLeave in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
                     select new SpecialtyPeriodFact(
                         Rules.Radiology,
                         new DateOnly(2010, 1, 1).AddDays(start),
                         new DateOnly(2010, 1, 1).AddDays(start + length),
                         isLeave ? SpecialtyPeriodKind.Leave : SpecialtyPeriodKind.Clinical);
        var inputs = from periods in Gen.ListOf(period, 4)
                     from day in Gen.Choose(0, 5000) // from the day on which the pack comes into force
                     select (Periods: periods.ToArray(), Day: new DateOnly(2017, 2, 17).AddDays(day));

        Prop.ForAll(inputs.ToArbitrary(), x =>
        {
            var decision = Decide(ShanghaiDay.Start(x.Day), x.Periods);
            var days = DaysWorked(x.Periods).Where(d => d < x.Day).ToArray();
            return (long)decision.Facts["mergedDays"]! == days.Length
                && (decision.Outcome == ClauseOutcome.Satisfied) == IsFull(x.Periods, days.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20_170_217, 7));
    }

    private static HashSet<DateOnly> DaysWorked(IReadOnlyList<SpecialtyPeriodFact> periods)
    {
        var days = new HashSet<DateOnly>();
        foreach (var period in periods.Where(p => p.Kind == SpecialtyPeriodKind.Clinical))
        {
            for (var day = period.From; day <= period.To; day = day.AddDays(1))
                days.Add(day);
        }

        foreach (var leave in periods.Where(p => p.Kind == SpecialtyPeriodKind.Leave && p.To!.Value.AddDays(1) > ShanghaiDay.AddMonths(p.From, 6)))
            days.RemoveWhere(d => d >= leave.From && d <= leave.To);
        return days;
    }

    private static bool IsFull(IReadOnlyList<SpecialtyPeriodFact> periods, int daysBefore)
    {
        var all = DaysWorked(periods);
        if (all.Count == 0)
            return false;
        var start = all.Min();
        return start.AddDays(daysBefore) >= ShanghaiDay.AddYears(start, 5);
    }

    private static Decision Decide(DateTimeOffset at, params SpecialtyPeriodFact[] periods) =>
        Rules.Eligibility(ClauseIds.SpecialtyYears, Rules.Physician() with { SpecialtyPeriods = periods }, at);

    private static SpecialtyPeriodFact Period(string from, string? to = null, SpecialtyPeriodKind kind = SpecialtyPeriodKind.Clinical) =>
        new(Rules.Radiology, Day(from), to is null ? null : Day(to), kind);

    private static SpecialtyPeriodFact Leave(string from, string? to) => Period(from, to, SpecialtyPeriodKind.Leave);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
