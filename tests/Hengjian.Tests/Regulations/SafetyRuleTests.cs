using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-11.1 and HP-11.2, each at its exact boundary.</summary>
public sealed class SafetyRuleTests
{
    private static readonly DateTimeOffset Occurred = Rules.Midnight(2026, 3, 1);

    [Theory]
    [InlineData(EventGrade.I, 2)]
    [InlineData(EventGrade.II, 24)]
    [InlineData(EventGrade.III, 72)]
    [InlineData(EventGrade.IV, 168)]
    public void Report_AtTheLastInstantOfItsGrade_IsInTimeAndAMicrosecondLaterIsLate(EventGrade grade, int hours)
    {
        Times(grade, Occurred.AddHours(hours)).Codes().ShouldBeEmpty();
        Times(grade, Occurred.AddHours(hours).AddMicroseconds(1)).Codes().ShouldBe(["event.reportedLate"]);
    }

    [Theory]
    [InlineData(EventGrade.I, 14)]
    [InlineData(EventGrade.II, 30)]
    [InlineData(EventGrade.III, 30)]
    [InlineData(EventGrade.IV, 60)]
    public void Investigation_OpenOnItsLastDay_IsInTimeAndOverdueTheDayAfter(EventGrade grade, int days)
    {
        Times(grade, Occurred, at: Occurred.AddDays(days + 1).AddMicroseconds(-1)).Codes().ShouldBeEmpty();
        Times(grade, Occurred, at: Occurred.AddDays(days + 1)).Codes().ShouldBe(["event.investigationOverdue"]);
    }

    [Fact]
    public void Investigation_FinishedAfterItsLastDay_StaysLateForGood()
    {
        var facts = new EventTimeFacts(EventGrade.I, Occurred, Occurred, Occurred.AddDays(15));

        Rules.Decide(ClauseIds.EventTimes, facts, Occurred.AddDays(400)).Codes().ShouldBe(["event.investigatedLate"]);
    }

    [Fact]
    public void Closure_CauseFoundAndActionsEffective_Satisfies() => Closure(EventGrade.I, true, null, Action(1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Closure_WithoutInvestigation_MissesIt() => Closure(EventGrade.III, false, null, Action(1)).Codes().ShouldBe(["event.notInvestigated"]);

    [Theory]
    [InlineData(EventGrade.I, false)]
    [InlineData(EventGrade.II, false)]
    [InlineData(EventGrade.III, true)]
    [InlineData(EventGrade.IV, true)]
    public void Closure_WithoutActionsButAReason_IsEnoughFromGradeThreeOn(EventGrade grade, bool enough) =>
        Closure(grade, true, "单次操作失误，已当场纠正").Codes().ShouldBe(enough ? [] : ["event.noAction"]);

    [Fact]
    public void Closure_OfALightEventWithoutActionsOrReason_MissesThem() => Closure(EventGrade.IV, true, null).Codes().ShouldBe(["event.noAction"]);

    [Fact]
    public void Closure_ActionsNotDoneNotCheckedOrWithoutEffect_NamesEach() => Closure(
        EventGrade.II, true, null, Action(1) with { Evidence = null, Effective = null }, Action(2) with { Effective = null }, Action(3) with { Effective = false }).Codes()
        .ShouldBe(["event.actionNotDone", "event.actionNotChecked", "event.actionWithoutEffect"]);

    [Fact]
    public void Closure_ActionWithoutEffectThatAnotherReplaced_Counts() =>
        Closure(EventGrade.II, true, null, Action(1) with { Effective = false, Replaced = true }, Action(2)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    private static Decision Times(EventGrade grade, DateTimeOffset reported, DateTimeOffset? at = null) =>
        Rules.Decide(ClauseIds.EventTimes, new EventTimeFacts(grade, Occurred, reported, null), at ?? reported);

    private static Decision Closure(EventGrade grade, bool investigated, string? reason, params EventActionFact[] actions) =>
        Rules.Decide(ClauseIds.EventClosure, new EventClosureFacts(grade, investigated, reason, actions), Occurred);

    private static EventActionFact Action(int number) => new(number, "整改记录", true, Replaced: false);
}
