using FsCheck;
using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Economics;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Economics;

public sealed class ProbabilisticSensitivityTests
{
    // Net benefits at k = 10: usual 10−4, 20−4; new 20−9, 20−9: 6, 16 against 11, 11.
    static readonly SimulatedArm Usual = new([1, 2], [4, 4]);
    static readonly SimulatedArm Newer = new([2, 2], [9, 9]);

    [Fact]
    public void MeanNetBenefit_IsEffectTimesWorthMinusCost() => Decide().MeanNetBenefit.ShouldBe([11, 11]);

    [Fact]
    public void OptimalArm_Tied_IsTheFirst() => Decide().OptimalArm.ShouldBe(0);

    [Fact]
    public void PerfectInformation_IsWorthWhatTheBestArmGainsEachTime() => Decide().ExpectedValueOfPerfectInformation.ShouldBe(13.5 - 11);

    [Fact]
    public void ProbabilityBest_IsTheShareOfWins() => Decide().ProbabilityBest.ShouldBe([0.5, 0.5]);

    [Fact]
    public void ProbabilityBest_Tied_GoesToTheFirst() =>
        ProbabilisticSensitivity.Compute([Usual, Usual], 0, [10]).Decisions[0].ProbabilityBest.ShouldBe([1, 0]);

    [Fact]
    public void ProbabilityCostEffective_Tied_IsNone() =>
        ProbabilisticSensitivity.Compute([Usual, Usual], 0, [10]).Decisions[0].ProbabilityCostEffective.ShouldBe([0]);

    [Fact]
    public void ProbabilityCostEffective_LeavesOutTheBaseline() =>
        ProbabilisticSensitivity.Compute([Usual, Newer, Usual], 1, [10]).Decisions[0].ProbabilityCostEffective.ShouldBe([0.5, 0.5]);

    [Fact]
    public void Difference_IsArmMinusBaseline() =>
        ProbabilisticSensitivity.Compute([Usual, Newer], 1, [10]).AgainstBaseline.ShouldBe([new(-5, -0.5)]);

    [Fact]
    public void Difference_OfTheSameValuesInAnotherOrder_IsZero()
    {
        SimulatedArm one = new([0.1, 0.2, 0.3, 0.7, 1e9], [1, 1, 1, 1, 1]), other = new([1e9, 0.7, 0.3, 0.2, 0.1], [2, 2, 2, 2, 2]);

        ProbabilisticSensitivity.Compute([one, other], 0, [0]).AgainstBaseline[0].Ratio.ShouldBeNull();
    }

    [Fact]
    public void OneArm_HasNothingToLearn()
    {
        var result = ProbabilisticSensitivity.Compute([Usual], 0, [10]);

        result.Decisions[0].ExpectedValueOfPerfectInformation.ShouldBe(0);
        result.AgainstBaseline.ShouldBeEmpty();
    }

    [Fact]
    public void ListsOfDifferentLengths_AreRefused() =>
        Should.Throw<BadInputException>(() => ProbabilisticSensitivity.Compute([Usual, new([1], [1])], 0, [10]));

    [Fact]
    public void NegativeWorth_IsRefused() => Should.Throw<BadInputException>(() => ProbabilisticSensitivity.Compute([Usual, Newer], 0, [-1]));

    [Fact]
    public void AnySimulations_HaveNonNegativeEvpiAndCurvesThatSumToOne() =>
        Gen.Choose(2, 4).SelectMany(arms => Gen.Choose(1, 20).SelectMany(draws => AnyArm(draws).ArrayOf(arms))).Hold(arms =>
            ProbabilisticSensitivity.Compute(arms, 0, [0, 1, 5]).Decisions.All(decision =>
                decision.ExpectedValueOfPerfectInformation >= 0 && decision.ProbabilityBest.Sum().IsNear(1)));

    static DecisionAtThreshold Decide() => ProbabilisticSensitivity.Compute([Usual, Newer], 0, [10]).Decisions[0];

    static Gen<SimulatedArm> AnyArm(int draws) =>
        Numbers.Halves(-3, 3).ArrayOf(draws).Two().Select(pair => new SimulatedArm(pair.Item1, pair.Item2));
}
