using System.Globalization;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Tests.Regulations;

namespace Hengjian.Tests.Practitioners;

/// <summary>R17-2.1.1 on the very days on which a licence, filing, suspension or departure begins or ends.</summary>
public sealed class StandingPeriodTests
{
    [Theory]
    [InlineData("2026-02-28", true)]
    [InlineData("2026-03-01", false)]
    [InlineData("2026-03-10", false)]
    [InlineData("2026-03-11", true)]
    public void Suspension_OfTenDays_HoldsFromItsFirstToItsLast(string day, bool may) =>
        On(day, Rules.Physician() with { Suspensions = [Absence("2026-03-01", "2026-03-10")] }).ShouldBe(may ? [] : ["standing.suspended"]);

    [Theory]
    [InlineData("2025-06-01", "standing.suspended")]
    [InlineData("2025-09-01", null)]
    [InlineData("2026-01-01", "standing.suspended")]
    public void Suspensions_SeveralOverTime_EachCountForTheirDays(string day, string? code) =>
        On(day, Rules.Physician() with { Suspensions = [Absence("2025-05-01", "2025-06-30"), Absence("2025-12-01", null)] }).ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData("2024-12-31", null)]
    [InlineData("2025-01-01", "standing.left")]
    [InlineData("2025-12-31", "standing.left")]
    [InlineData("2026-01-01", null)]
    public void Return_AfterLeaving_CountsFromTheDayOfReturn(string day, string? code) =>
        On(day, Rules.Physician() with { Departures = [Absence("2025-01-01", "2025-12-31")] }).ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData("2026-03-01", null)]
    [InlineData("2026-03-02", "licence.expired")]
    public void Licence_EndingToday_IsInForceToday(string day, string? code) =>
        On(day, Rules.Physician() with { LicenceTo = new DateOnly(2026, 3, 1) }).ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData("2025-12-31", "licence.notHere")]
    [InlineData("2026-01-01", null)]
    [InlineData("2026-06-30", null)]
    [InlineData("2026-07-01", "licence.notHere")]
    public void Filing_Here_CountsForItsDays(string day, string? code) => On(
        day,
        Rules.Physician() with { LicensedHere = false, Filings = [new PracticeFilingFact("衡鉴测试医院", Here: true, Day("2026-01-01"), Day("2026-06-30"))] }).ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void Filing_Elsewhere_IsNotOneHere() =>
        On("2026-03-01", Rules.Physician() with { LicensedHere = false, Filings = [new PracticeFilingFact("别处", Here: false, Day("2020-01-01"))] }).ShouldBe(["licence.notHere"]);

    [Theory]
    [InlineData("2026-02-28", ClauseOutcome.Satisfied)]
    [InlineData("2026-03-01", ClauseOutcome.NotSatisfied)]
    public void Training_RevokedFromADay_CountsUntilTheDayBefore(string day, ClauseOutcome outcome)
    {
        var training = new TrainingFact(Rules.Category, TrainingRoute.Normal, Day("2020-06-30"), "T-1", Revoked: true, RevokedOn: Day("2026-03-01"));

        Rules.Eligibility(ClauseIds.PhysicianTraining, Rules.Physician() with { Trainings = [training] }, ShanghaiDay.Start(Day(day))).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void Training_RevokedWithoutADay_NeverCounted()
    {
        var training = new TrainingFact(Rules.Category, TrainingRoute.Normal, Day("2020-06-30"), "T-1", Revoked: true);

        Rules.Eligibility(ClauseIds.PhysicianTraining, Rules.Physician() with { Trainings = [training] }, ShanghaiDay.Start(Day("2021-01-01"))).Codes().ShouldBe(["training.revoked"]);
    }

    private static IEnumerable<string> On(string day, PractitionerFacts facts) =>
        Rules.Eligibility(ClauseIds.PracticeLicence, facts, ShanghaiDay.Start(Day(day))).Codes();

    private static AbsenceFact Absence(string from, string? to) => new(Day(from), to is null ? null : Day(to), "测试");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
