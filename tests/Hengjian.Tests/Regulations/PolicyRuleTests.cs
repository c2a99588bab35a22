using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>R17-3.1a, R17-3.6a and HP-8.1, each at its exact boundary.</summary>
public sealed class PolicyRuleTests
{
    private static readonly DateOnly Review = new(2026, 3, 1);

    [Fact]
    public void OperatingRules_InForceAndAcknowledged_Satisfy() => Operating().Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void OperatingRules_OfAVersionThatIsNotGated_DoNotApply() => Operating(f => f with { Gated = false, Rules = [] }).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void OperatingRules_None_MissesProcedureAndGuideline() => Operating(f => f with { Rules = [] }).Codes().ShouldBe(["rules.noProcedure", "rules.noGuideline"]);

    [Theory]
    [InlineData(PolicyKind.Procedure, "rules.noGuideline")]
    [InlineData(PolicyKind.Guideline, "rules.noProcedure")]
    public void OperatingRules_OfOneKindOnly_MissTheOther(PolicyKind kind, string code) => Operating(f => f with { Rules = [Rule(kind)] }).Codes().ShouldBe([code]);

    [Theory]
    [InlineData(28, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void OperatingRule_DayBeforeOnAndAfterItsReviewDate_CountsUntilThatDay(int day, bool counts)
    {
        var at = Rules.Midnight(2026, day == 28 ? 2 : 3, day);

        var decision = Operating(f => f with { Rules = [Rule(PolicyKind.Procedure), Rule(PolicyKind.Guideline) with { ReviewBy = Review }] }, at);

        decision.Codes().ShouldBe(counts ? [] : ["rules.reviewOverdue", "rules.noGuideline"]);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Acknowledgement_GivenByTheMoment_CountsAndNotLater(int microseconds, bool counts)
    {
        var given = Rules.At.AddMicroseconds(microseconds);

        Operating(f => f with { Rules = [Rule(PolicyKind.Procedure) with { AcknowledgedAt = given }, Rule(PolicyKind.Guideline)] }).Codes().ShouldBe(counts ? [] : ["rules.notAcknowledged"]);
    }

    [Fact]
    public void Acknowledgement_OfARuleThatDoesNotBindTheAct_IsNotAsked() =>
        Operating(f => f with { Rules = [Rule(PolicyKind.Procedure) with { Binding = false, AcknowledgedAt = null }, Rule(PolicyKind.Guideline)] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Acknowledgement_WithoutAPerson_IsNotAsked() =>
        Operating(f => f with { PractitionerId = null, Rules = [.. f.Rules.Select(r => r with { AcknowledgedAt = null })] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void FollowUp_PolicyInForceAndAcknowledgedByAll_Satisfies() => FollowUp(Written()).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void FollowUp_NoPolicy_IsMissing() => FollowUp().Codes().ShouldBe(["policy.noneInForce"]);

    [Theory]
    [InlineData(28, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void FollowUp_DayBeforeOnAndAfterTheReviewDate_IsInTimeUntilThatDay(int day, bool counts) =>
        Rules.Decide(ClauseIds.FollowUpPolicy, new FollowUpPolicyFacts([Written() with { ReviewBy = Review }]), Rules.Midnight(2026, day == 28 ? 2 : 3, day))
            .Codes().ShouldBe(counts ? [] : ["policy.reviewOverdue"]);

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(2, 3, false)]
    [InlineData(999, 1000, false)]
    public void FollowUp_AcknowledgedByEverybodyBound_AndNotByOneLess(int acknowledged, int bound, bool satisfied) =>
        FollowUp(Written() with { Acknowledged = acknowledged, Bound = bound }).Codes().ShouldBe(satisfied ? [] : ["policy.notAcknowledged"]);

    [Fact]
    public void FollowUp_PolicyThatBindsNobody_IsNotAcknowledged() => FollowUp(Written() with { Acknowledged = 0, Bound = 0 }).Codes().ShouldBe(["policy.nobodyBound"]);

    [Fact]
    public void FollowUp_OneOfTwoPoliciesServes_Satisfies() => FollowUp(Written() with { ReviewBy = new DateOnly(2025, 1, 1) }, Written()).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Theory]
    [InlineData("2028-03-01", true)]
    [InlineData("2028-03-02", false)]
    public void FollowUp_IntervalThatAnOverlaySets_IsHeldToTheDay(string reviewBy, bool satisfied)
    {
        var engine = Rules.WithOverlays("""
            { "overlay": "SITE", "version": 1, "base": "R17", "kind": "institution", "institutions": ["12990000000012345A"], "effective": { "from": "2026-01-01" },
              "name": { "zh": "本院规则", "en": "House rules" }, "clauses": { "R17-3.6a": { "parameters": { "reviewIntervalMonths": { "value": 24 } } } } }
            """);
        var policy = Written() with { InForceFrom = new DateOnly(2026, 3, 1), ReviewBy = DateOnly.ParseExact(reviewBy, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };

        Rules.Decide(ClauseIds.FollowUpPolicy, new FollowUpPolicyFacts([policy]), Rules.At, engine, "12990000000012345A").Codes().ShouldBe(satisfied ? [] : ["policy.intervalTooLong"]);
    }

    [Theory]
    [InlineData(28, ClauseOutcome.Satisfied)]
    [InlineData(1, ClauseOutcome.Satisfied)]
    [InlineData(2, ClauseOutcome.NotSatisfied)]
    public void Review_DayBeforeOnAndAfterItsDate_IsOverdueOnlyAfter(int day, ClauseOutcome expected) =>
        Rules.Decide(ClauseIds.PolicyReview, Reviewed() with { ReviewBy = Review }, Rules.Midnight(2026, day == 28 ? 2 : 3, day)).Outcome.ShouldBe(expected);

    [Theory]
    [InlineData("2025-02-28", ClauseOutcome.NotApplicable)]
    [InlineData("2025-03-01", ClauseOutcome.Satisfied)]
    [InlineData("2026-02-28", ClauseOutcome.Satisfied)]
    [InlineData("2026-03-01", ClauseOutcome.NotApplicable)]
    public void Review_BeforeTheFirstAndAfterTheLastDayInForce_DoesNotApply(string day, ClauseOutcome expected)
    {
        var at = ShanghaiDay.Start(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        Rules.Decide(ClauseIds.PolicyReview, Reviewed() with { InForceTo = new DateOnly(2026, 2, 28) }, at).Outcome.ShouldBe(expected);
    }

    [Fact]
    public void Review_OfADraft_DoesNotApply() =>
        Rules.Decide(ClauseIds.PolicyReview, new PolicyReviewFacts("标题", "V1", null, null, null, null, null, null)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void Review_WithoutApprover_IsMissing() => Rules.Decide(ClauseIds.PolicyReview, Reviewed() with { Approver = " " }).Codes().ShouldBe(["policy.noApprover"]);

    [Theory]
    [InlineData("2028-03-01", true)]
    [InlineData("2028-03-02", false)]
    public void Review_36MonthsAfterTheStart_IsTheLongestInterval(string reviewBy, bool satisfied) =>
        Rules.Decide(ClauseIds.PolicyReview, Reviewed() with { ReviewBy = DateOnly.ParseExact(reviewBy, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) })
            .Codes().ShouldBe(satisfied ? [] : ["policy.intervalTooLong"]);

    [Fact]
    public void Review_Done_BeginsTheIntervalAnew() =>
        Rules.Decide(ClauseIds.PolicyReview, Reviewed() with { ReviewedOn = new DateOnly(2026, 2, 1), ReviewBy = new DateOnly(2029, 2, 1) }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    private static Decision Operating(Func<OperatingRuleFacts, OperatingRuleFacts>? change = null, DateTimeOffset? at = null)
    {
        var facts = new OperatingRuleFacts(Gated: true, Rules.Person(1), [Rule(PolicyKind.Procedure), Rule(PolicyKind.Guideline)]);
        return Rules.Decide(ClauseIds.OperatingRules, change?.Invoke(facts) ?? facts, at);
    }

    private static OperatingRuleFact Rule(PolicyKind kind) => new(
        Rules.Person(20), Rules.Person(21), kind, "胸部 CT 规范", "V1", new DateOnly(2025, 1, 1), new DateOnly(2027, 1, 1), Binding: true, Rules.At.AddDays(-40));

    private static Decision FollowUp(params WrittenPolicyFact[] policies) => Rules.Decide(ClauseIds.FollowUpPolicy, new FollowUpPolicyFacts(policies));

    private static WrittenPolicyFact Written() => new(
        Rules.Person(30), Rules.Person(31), "随访制度", "V1", "院长办公会", new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 2), null, new DateOnly(2027, 1, 1), Bound: 3, Acknowledged: 3);

    private static PolicyReviewFacts Reviewed() => new(
        "随访制度", "V1", "院长办公会", new DateOnly(2025, 2, 20), new DateOnly(2025, 3, 1), null, null, new DateOnly(2027, 3, 1));
}
