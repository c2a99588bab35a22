using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Economics;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Economics;

public sealed class MarkovCohortTests
{
    // Well and dead, a tenth dies each cycle; a cycle costs 100 and gains 1 while well.
    static readonly CohortModel Model = new([[0.9, 0.1], [0, 1]], null, [100, 0], [1, 0], 2);

    [Fact]
    public void Trace_StartsInTheFirstStateAndFollowsTheTransitions() =>
        MarkovCohort.Run(Model).Trace.Select(cohort => Math.Round(cohort[0], 12)).ShouldBe([1, 0.9, 0.81]);

    [Fact]
    public void Transitions_AsCounts_AreNormalised() =>
        MarkovCohort.Run(Model with { Transitions = [[90, 10], [0, 5]] }).Total.Effect.ShouldBeClose(1.71);

    [Fact]
    public void Start_IsUsedAsGiven() => MarkovCohort.Run(Model with { Start = [1000, 0] }).Total.Effect.ShouldBeClose(1710);

    [Theory]
    [InlineData(RewardTiming.End, 1.71)]
    [InlineData(RewardTiming.Start, 1.9)]
    [InlineData(RewardTiming.Half, 1.805)]
    public void Timing_DecidesWhichCohortIsRewarded(RewardTiming timing, double effect) =>
        MarkovCohort.Run(Model with { Timing = timing }).Total.Effect.ShouldBeClose(effect);

    [Theory]
    [InlineData(RewardTiming.End, (90 / 1.1) + (81 / 1.21))]
    [InlineData(RewardTiming.Start, 100 + (90 / 1.1))]
    [InlineData(RewardTiming.Half, (95 / 1.0488088481701516) + (85.5 / 1.1536897329871668))]
    public void Discount_RunsToTheTimeOfTheReward(RewardTiming timing, double cost) =>
        MarkovCohort.Run(Model with { Timing = timing, CostDiscount = 0.1 }).Total.Cost.ShouldBeClose(cost);

    [Fact]
    public void Discounts_OfCostAndEffect_AreApart()
    {
        var total = MarkovCohort.Run(Model with { Cycles = 1, CostDiscount = 0.5, EffectDiscount = 0.2 }).Total;

        total.Cost.ShouldBeClose(60);
        total.Effect.ShouldBeClose(0.75);
    }

    [Fact]
    public void Intervention_ScalesTheWaysOutInItsCycles() =>
        MarkovCohort.Run(Model, new CohortIntervention(0.5, 1)).Trace.Select(cohort => Math.Round(cohort[0], 12)).ShouldBe([1, 0.95, 0.855]);

    [Fact]
    public void Intervention_AddsItsCostsInItsCycles() =>
        MarkovCohort.Run(Model, new CohortIntervention(1, 1, [10, 0])).Total.Cost.ShouldBeClose(171 + 9);

    [Fact]
    public void Intervention_OfMoreCyclesThanTheModel_ActsInAll() =>
        MarkovCohort.Run(Model, new CohortIntervention(0, 9)).Total.Effect.ShouldBe(2);

    [Fact]
    public void RelativeRisk_ThatLeavesNothingToStay_IsTheLimit() =>
        MarkovCohort.Run(Model with { Transitions = [[0.7, 0.3], [0, 1]] }, new CohortIntervention(1 / 0.3, 1)).Trace[1][0].ShouldBe(0, 1e-15);

    [Fact]
    public void RelativeRisk_ThatLeavesLessThanNothing_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => MarkovCohort.Run(Model, new CohortIntervention(10.1, 1)));

    [Fact]
    public void RelativeRisk_OfNoCycle_IsNotApplied() =>
        MarkovCohort.Run(Model, new CohortIntervention(10.1, 0)).Total.ShouldBe(MarkovCohort.Run(Model).Total);

    [Fact]
    public void Difference_WithinRounding_IsZero()
    {
        // All states gain the same, so that the effects can differ by rounding only.
        var model = new CohortModel([[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0, 0, 1]], null, [1, 2, 3], [1, 1, 1], 30);
        var difference = MarkovCohort.Difference(MarkovCohort.Run(model), MarkovCohort.Run(model, new CohortIntervention(0.7, 30)));

        difference.Effect.ShouldBe(0);
        difference.Ratio.ShouldBeNull();
    }

    [Fact]
    public void StateWithoutATransition_NamesItsRow() =>
        Should.Throw<BadInputException>(() => MarkovCohort.Run(Model with { Transitions = [[1, 0], [0, 0]] })).Row.ShouldBe(2);

    [Fact]
    public void NegativeTransition_NamesItsRow() =>
        Should.Throw<BadInputException>(() => MarkovCohort.Run(Model with { Transitions = [[1, 0], [-1, 2]] })).Row.ShouldBe(2);

    [Fact]
    public void RewardsOfAnotherLength_AreRefused() =>
        Should.Throw<BadInputException>(() => MarkovCohort.Run(Model with { StateCosts = [1] }));

    [Fact]
    public void NotSquare_IsRefused() => Should.Throw<BadInputException>(() => MarkovCohort.Run(Model with { Transitions = [[1, 0, 0], [0, 1, 0]] }));

    [Fact]
    public void Trace_OfAnyModel_SumsToOneInEveryCycle() =>
        Gen.Choose(0, 50).ArrayOf(9).Hold(counts =>
        {
            double[][] transitions = [.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 3).Select(column => counts[(row * 3) + column] + (row == column ? 1.0 : 0)).ToArray())];
            var outcome = MarkovCohort.Run(new CohortModel(transitions, null, [1, 1, 1], [1, 1, 1], 12));
            return outcome.Trace.Count == 13 && outcome.Trace.All(cohort => cohort.Sum().IsNear(1));
        });
}
