using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>R17-3.6b at its exact boundaries.</summary>
public sealed class FollowUpRuleTests
{
    private static readonly DateOnly Due = new(2026, 3, 1);

    [Fact]
    public void FollowUp_EveryTaskDoneOrLost_Satisfies() => Decide(1, Task(FollowUpState.Done), Task(FollowUpState.Lost)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void FollowUp_OnItsDay_IsOpenAndNotOverdue() => Decide(1, Task(FollowUpState.Open)).Codes().ShouldBe(["followUp.open"]);

    [Fact]
    public void FollowUp_TheDayAfter_IsOverdue() => Decide(Rules.Midnight(2026, 3, 2), 1, Task(FollowUpState.Open)).Codes().ShouldBe(["followUp.overdue"]);

    [Fact]
    public void FollowUp_LastInstantOfItsDay_IsNotOverdue() => Decide(Rules.Midnight(2026, 3, 2).AddMicroseconds(-1), 1, Task(FollowUpState.Open)).Codes().ShouldBe(["followUp.open"]);

    [Fact]
    public void FollowUp_SomeOverdueAndSomeAhead_NamesBoth() =>
        Decide(Rules.Midnight(2026, 3, 2), 2, Task(FollowUpState.Open), Task(FollowUpState.Open) with { DueOn = Due.AddMonths(3) }).Codes().ShouldBe(["followUp.overdue", "followUp.open"]);

    [Fact]
    public void FollowUp_PlanThatAsksNothingOfTheResult_DoesNotApply() => Decide(1).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void FollowUp_WithoutAPlan_IsMissing() => Decide(null).Codes().ShouldBe(["followUp.noPlan"]);

    private static Decision Decide(int? plan, params FollowUpTaskFact[] tasks) => Decide(Rules.At, plan, tasks);

    private static Decision Decide(DateTimeOffset at, int? plan, params FollowUpTaskFact[] tasks) => Rules.Decide(ClauseIds.FollowUps, new FollowUpFacts(plan, tasks), at);

    private static FollowUpTaskFact Task(FollowUpState state) => new(Due, state);
}
