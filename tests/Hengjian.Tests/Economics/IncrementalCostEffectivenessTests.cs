using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Economics;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Economics;

public sealed class IncrementalCostEffectivenessTests
{
    [Fact]
    public void Frontier_Ratios_AreAgainstThePreviousArm()
    {
        var arms = IncrementalCostEffectiveness.Compute([new(0, 0), new(10, 2), new(40, 4)]);

        arms.ShouldBe(
        [
            new(0, ArmStatus.Frontier, null, null),
            new(1, ArmStatus.Frontier, 5, 0),
            new(2, ArmStatus.Frontier, 15, 1),
        ]);
    }

    [Fact]
    public void Arms_AreListedByRisingCost() =>
        IncrementalCostEffectiveness.Compute([new(40, 4), new(0, 0), new(10, 2)]).Select(arm => arm.Arm).ShouldBe([1, 2, 0]);

    [Fact]
    public void DearerAndWorse_IsDominated() =>
        IncrementalCostEffectiveness.Compute([new(10, 2), new(20, 1)])[1].ShouldBe(new(1, ArmStatus.Dominated, null, null));

    [Fact]
    public void SameEffectForMore_IsDominated() =>
        IncrementalCostEffectiveness.Compute([new(10, 2), new(20, 2)])[1].Status.ShouldBe(ArmStatus.Dominated);

    [Fact]
    public void LessEffectForTheSame_IsDominatedThoughListedFirst() =>
        IncrementalCostEffectiveness.Compute([new(10, 1), new(10, 2)])[0].Status.ShouldBe(ArmStatus.Dominated);

    [Fact]
    public void IdenticalArms_TheLaterIsDominated() =>
        IncrementalCostEffectiveness.Compute([new(10, 2), new(10, 2), new(10, 2)]).Select(arm => arm.Status)
            .ShouldBe([ArmStatus.Frontier, ArmStatus.Dominated, ArmStatus.Dominated]);

    [Fact]
    public void RisingThenFallingRatio_IsExtendedlyDominated()
    {
        var arms = IncrementalCostEffectiveness.Compute([new(0, 0), new(20, 1), new(25, 3)]);

        arms[1].Status.ShouldBe(ArmStatus.ExtendedlyDominated);
        arms[2].ShouldBe(new(2, ArmStatus.Frontier, 25.0 / 3, 0));
    }

    [Fact]
    public void ExtendedDominance_ReachesBackOverSeveralArms() =>
        // Ratios 10, 11, then 12/4 from the second: dropping the third makes the second fall too.
        IncrementalCostEffectiveness.Compute([new(0, 0), new(10, 1), new(21, 2), new(24, 6)]).Select(arm => arm.Status).ShouldBe(
            [ArmStatus.Frontier, ArmStatus.ExtendedlyDominated, ArmStatus.ExtendedlyDominated, ArmStatus.Frontier]);

    [Fact]
    public void ArmsOnOneLine_AllStayDespiteRounding() =>
        IncrementalCostEffectiveness.Compute([new(0, 0), new(0.1, 0.1), new(0.2, 0.2), new(0.3, 0.3), new(0.7, 0.7)])
            .ShouldAllBe(arm => arm.Status == ArmStatus.Frontier);

    [Fact]
    public void OneArm_IsTheFrontier() => IncrementalCostEffectiveness.Compute([new(5, 1)]).ShouldBe([new(0, ArmStatus.Frontier, null, null)]);

    [Fact]
    public void NoArm_IsRefused() => Should.Throw<BadInputException>(() => IncrementalCostEffectiveness.Compute([]));

    [Fact]
    public void Frontier_OfAnyArms_HasRisingRatios() =>
        Gen.Choose(0, 30).Zip(Gen.Choose(0, 9)).Select(pair => new CostEffect(pair.Item1, pair.Item2)).NonEmptyListOf().Hold(arms =>
        {
            double[] ratios = [.. IncrementalCostEffectiveness.Compute(arms).Where(arm => arm.Ratio is not null).Select(arm => arm.Ratio!.Value)];
            return ratios.Zip(ratios.Skip(1)).All(pair => pair.First <= pair.Second * (1 + 1e-12)) && ratios.All(ratio => ratio > 0);
        });

    [Theory]
    [InlineData(1, 1, CostEffectQuadrant.NorthEast)]
    [InlineData(1, -1, CostEffectQuadrant.NorthWest)]
    [InlineData(-1, 1, CostEffectQuadrant.SouthEast)]
    [InlineData(-1, -1, CostEffectQuadrant.SouthWest)]
    [InlineData(0, 0, CostEffectQuadrant.NorthEast)]
    [InlineData(-1, 0, CostEffectQuadrant.SouthEast)]
    public void Quadrant_CountsZeroAsNorthAndEast(double cost, double effect, CostEffectQuadrant expected) =>
        new CostEffectDifference(cost, effect).Quadrant.ShouldBe(expected);

    [Fact]
    public void Ratio_WithoutADifferenceInEffect_DoesNotExist() => new CostEffectDifference(5, 0).Ratio.ShouldBeNull();
}
