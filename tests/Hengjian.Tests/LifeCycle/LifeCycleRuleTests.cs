using Hengjian.Governance.LifeCycle.AcceptanceTests;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Regulations;

namespace Hengjian.Tests.LifeCycle;

/// <summary>HP-5.1, 5.2 and 5.3 at their boundaries.</summary>
public sealed class LifeCycleRuleTests
{
    private static readonly GateFacts Review = new(
        "gate.review", DeploymentStage.Proposed, [DeploymentStage.Proposed], Suspended: false, NeedsSuspension: false, WhileSuspended: false,
        [new GateItemFact("item.need", true)], [new GateItemFact("doc.proposal", true)]);

    private static readonly AcceptanceTestFact Test = new(100, new DateOnly(2026, 1, 5), new DateOnly(2026, 2, 1), [new CriterionFact("metric.sensitivity", "≥ 80 %", "90 %", Met: true)]);

    [Fact]
    public void Gate_WithEverythingGiven_IsSatisfied() => Pass(Review).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Gate_FromAnotherStage_IsOutOfOrder() => Pass(Review with { Stage = DeploymentStage.Review }).Codes().ShouldBe(["gate.order"]);

    [Fact]
    public void Gate_WithAnItemAndADocumentLacking_NamesBoth() =>
        Pass(Review with { Items = [new("item.need", false)], Documents = [new("doc.proposal", false)] }).Codes().ShouldBe(["gate.item", "gate.document"]);

    [Fact]
    public void Gate_WhileSuspended_IsShut() => Pass(Review with { Suspended = true }).Codes().ShouldBe(["gate.suspended"]);

    [Fact]
    public void Retirement_WhileSuspended_IsOpen() => Pass(Review with { Suspended = true, WhileSuspended = true }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Resumption_OfOneThatIsNotSuspended_IsRefused()
    {
        Pass(Review with { NeedsSuspension = true }).Codes().ShouldBe(["gate.notSuspended"]);
        Pass(Review with { NeedsSuspension = true, Suspended = true }).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Theory]
    [InlineData(null, "gate.noTrialPlan")]
    [InlineData(TrialState.Running, "gate.noTrialPlan")]
    [InlineData(TrialState.Stopped, "gate.noTrialPlan")]
    public void TrialGate_WithoutConditions_IsRefused(TrialState? trial, string code) => Pass(Review with { NeedsTrialPlan = true, Trial = trial }).Codes().ShouldBe([code]);

    [Theory]
    [InlineData(null, "gate.noTrial")]
    [InlineData(TrialState.Planned, "gate.noTrial")]
    [InlineData(TrialState.Running, "gate.trialRunning")]
    [InlineData(TrialState.Stopped, "gate.trialStopped")]
    public void RoutineGate_WithoutAGoodEnd_IsRefused(TrialState? trial, string code) => Pass(Review with { NeedsTrialReport = true, Trial = trial }).Codes().ShouldBe([code]);

    [Fact]
    public void RoutineGate_AfterAGoodEnd_IsSatisfied() => Pass(Review with { NeedsTrialReport = true, Trial = TrialState.Succeeded }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Test_OfExactlyTheLeastSample_IsSatisfiedAndOneFewerIsNot()
    {
        Accept(Test).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Accept(Test with { Sample = 99 }).Codes().ShouldBe(["test.sample"]);
    }

    [Fact]
    public void Test_Absent_IsMissing() => Accept(null).Codes().ShouldBe(["test.none"]);

    [Fact]
    public void Test_WithoutReport_IsMissing() => Accept(Test with { ReportedOn = null, Sample = 0 }).Codes().ShouldBe(["test.notReported"]);

    [Fact]
    public void Test_WithACriterionUnmet_NamesIt() =>
        Accept(Test with { Criteria = [new("metric.sensitivity", "≥ 80.0 %", "70.0 %", Met: false), new("metric.specificity", "≥ 80.0 %", "90.0 %", Met: true)] }).Codes().ShouldBe(["test.criterion"]);

    [Fact]
    public void Filing_OfATechnologyThatIsNotRestricted_RunsNoClock() =>
        Rules.Decide(ClauseIds.Filing, new FilingFacts(new DateOnly(2020, 1, 2), null, WorkingDayCalendar.Embedded)).Codes().ShouldBe(["filing.notRestricted"]);

    [Fact]
    public void Filing_BeforeTheFirstUse_HasNotBegun() => File(null, null, 2026, 3, 2).Codes().ShouldBe(["filing.notUsed"]);

    [Fact]
    public void Filing_OnTheFifteenthWorkingDay_IsNotOverdueAndTheDayAfterIs()
    {
        // First use on Monday 2 March 2026; the 15th working day after it is Monday 23 March.
        File(new DateOnly(2026, 3, 2), null, 2026, 3, 22).Codes().ShouldBe(["filing.notYetDue"]);
        File(new DateOnly(2026, 3, 2), null, 2026, 3, 23).Codes().ShouldBe(["filing.notYetDue"]);
        File(new DateOnly(2026, 3, 2), null, 2026, 3, 24).Codes().ShouldBe(["filing.overdue"]);
    }

    [Fact]
    public void Filing_SentOnItsLastDay_IsInTimeAndADayLaterLate()
    {
        File(new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 23), 2026, 6, 1).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        File(new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 24), 2026, 6, 1).Codes().ShouldBe(["filing.late"]);
    }

    [Theory]
    [InlineData("2026-02-13", 1, "2026-02-14")]
    [InlineData("2026-02-14", 1, "2026-02-24")]
    [InlineData("2026-02-27", 1, "2026-02-28")]
    [InlineData("2026-09-30", 1, "2026-10-08")]
    [InlineData("2026-10-09", 1, "2026-10-10")]
    [InlineData("2027-03-05", 1, "2027-03-08")]
    public void WorkingDays_AroundOfficialDaysOff_FollowTheList(string from, int days, string expected) =>
        WorkingDayCalendar.Embedded.After(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), days)
            .ShouldBe(DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Criterion_WhoseLowerBoundEqualsTheLimit_IsMet()
    {
        var low = Proportion.Wilson(90, 100).Low;
        var counts = new TestCounts(90, 10, 95, 5, 0, null);

        TestFacts.Judge(new TestCriterion(TestMetric.Sensitivity, low, CriterionBasis.Bound), counts).Met.ShouldBeTrue();
        TestFacts.Judge(new TestCriterion(TestMetric.Sensitivity, Math.BitIncrement(low), CriterionBasis.Bound), counts).Met.ShouldBeFalse();
    }

    [Fact]
    public void Criterion_OnThePoint_ComparesTheEstimate()
    {
        var counts = new TestCounts(90, 10, 95, 5, 0, null);

        TestFacts.Judge(new TestCriterion(TestMetric.Sensitivity, 0.9, CriterionBasis.Point), counts).Met.ShouldBeTrue();
        TestFacts.Judge(new TestCriterion(TestMetric.Specificity, 0.951, CriterionBasis.Point), counts).Met.ShouldBeFalse();
    }

    [Fact]
    public void FailureRate_IsTheMostThatIsAllowed()
    {
        var counts = new TestCounts(90, 10, 95, 5, 10, null);
        var high = Proportion.Wilson(10, 210).High;

        TestFacts.Judge(new TestCriterion(TestMetric.FailureRate, high, CriterionBasis.Bound), counts).Met.ShouldBeTrue();
        TestFacts.Judge(new TestCriterion(TestMetric.FailureRate, Math.BitDecrement(high), CriterionBasis.Bound), counts).Met.ShouldBeFalse();
        TestFacts.Judge(new TestCriterion(TestMetric.FailureRate, 10.0 / 210, CriterionBasis.Point), counts).Met.ShouldBeTrue();
    }

    [Fact]
    public void Criterion_WithoutAnyTrial_IsNotMet()
    {
        var judged = TestFacts.Judge(new TestCriterion(TestMetric.Sensitivity, 0, CriterionBasis.Point), new TestCounts(0, 0, 95, 5, 0, null));

        (judged.Met, judged.Value).ShouldBe((false, null));
    }

    [Fact]
    public void Gates_EveryCodeAndClause_HasWordsOrAPlaceInAPack()
    {
        var book = GateBook.Load();
        var terms = Rules.Catalog.Packs.Single(p => p.Id == "HP").Terms;
        var codes = book.All.SelectMany(g => g.Items.Select(i => i.Code).Concat(g.Documents).Append("gate." + CodeName.Of(g.Gate)));

        codes.Where(c => !terms.ContainsKey(c)).ShouldBeEmpty();
        Enum.GetValues<DeploymentStage>().Select(s => "stage." + CodeName.Of(s)).Where(c => !terms.ContainsKey(c)).ShouldBeEmpty();
        Enum.GetValues<TestMetric>().Select(s => "metric." + CodeName.Of(s)).Where(c => !terms.ContainsKey(c)).ShouldBeEmpty();
        book.All.SelectMany(g => g.Clauses).Where(c => c != "*").ShouldAllBe(c => Rules.Catalog.Packs.Any(p => p.Find(c) != null));
    }

    [Fact]
    public void Gates_EveryGateAndKindOfChange_IsDefinedOnce()
    {
        var book = GateBook.Load();

        foreach (var gate in Enum.GetValues<Gate>().Except([Gate.Change]))
            book.Find(gate).Change.ShouldBeNull();
        foreach (var change in Enum.GetValues<ChangeKind>())
            book.Find(Gate.Change, change).Change.ShouldBe(change);
    }

    private static Decision Pass(GateFacts facts) => Rules.Decide(ClauseIds.Gates, facts);

    private static Decision Accept(AcceptanceTestFact? test) => Rules.Decide(ClauseIds.AcceptanceTest, new AcceptanceTestFacts("3.2.1", test));

    private static Decision File(DateOnly? first, DateOnly? filed, int year, int month, int day) =>
        Rules.Decide(ClauseIds.Filing, new FilingFacts(first, filed, WorkingDayCalendar.Embedded), Rules.Midnight(year, month, day), Restricted);

    private static readonly RuleEngine Restricted = Rules.WithOverlays("""
        {
          "overlay": "RESTRICT", "version": 1, "base": "HP", "kind": "province", "name": { "zh": "限制类", "en": "Restricted" },
          "clauses": { "HP-5.3": { "parameters": { "restricted": { "value": true } } } }
        }
        """);
}
