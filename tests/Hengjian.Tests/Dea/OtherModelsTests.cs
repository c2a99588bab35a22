using Hengjian.Methods.Common;
using Hengjian.Methods.Dea;

namespace Hengjian.Tests.Dea;

/// <summary>Scale, super-efficiency, cost, Malmquist and the slacks-based measure on data small enough to check by hand.</summary>
public sealed class OtherModelsTests
{
    static readonly DeaData Line = new([[1, 2, 4, 5]], [[1, 4, 6, 5]]);

    [Fact]
    public void Scale_OfEachUnit_IsConstantBelowAndAbove()
    {
        var results = ScaleEfficiency.Solve(Line, Orientation.Input);

        results.Select(unit => unit.Returns).ShouldBe([LocalReturns.Increasing, LocalReturns.Constant, LocalReturns.Decreasing, LocalReturns.Decreasing]);
        results.Select(unit => unit.Efficiency).ShouldBe([0.5, 1, 0.75, 0.5 / 0.6], 1e-12);
    }

    [Fact]
    public void Scale_WithOutputOrientation_IsAtMostOne() =>
        ScaleEfficiency.Solve(Line, Orientation.Output).Select(unit => unit.Efficiency).ShouldBe([0.5, 1, 0.75, 0.6], 1e-12);

    [Fact]
    public void SuperEfficiency_OfTheBestUnit_IsItsDistanceToTheNextBest()
    {
        var results = SuperEfficiency.Solve(Line, ReturnsToScale.Constant, Orientation.Input);

        // Without unit 1 the best ratio is 6/4: its 4 outputs would take 8/3 of the input instead of 2.
        results[1]!.Value.ShouldBe(4.0 / 3, 1e-12);
        results[0]!.Value.ShouldBe(0.5, 1e-12);
        SuperEfficiency.Solve(Line, ReturnsToScale.Constant, Orientation.Output)[1]!.Value.ShouldBe(0.75, 1e-12);
    }

    [Fact]
    public void SuperEfficiency_WhereNoOtherUnitReaches_IsNull()
    {
        var input = SuperEfficiency.Solve(Line, ReturnsToScale.Variable, Orientation.Input);
        var output = SuperEfficiency.Solve(Line, ReturnsToScale.Variable, Orientation.Output);

        input[2].ShouldBeNull(); // no other unit yields 6
        output[0].ShouldBeNull(); // no other unit gets by with 1
        input[0]!.Value.ShouldBe(2, 1e-12);
        output[2]!.Value.ShouldBe(14.0 / 3 / 6, 1e-12);
    }

    [Fact]
    public void SuperEfficiency_WithAnInputOnlyTheUnitCanDoWithout_IsNull()
    {
        var data = new DeaData([[1, 1, 2], [0, 1, 1]], [[1, 1, 1]]);

        SuperEfficiency.Solve(data, ReturnsToScale.Constant, Orientation.Input)[0].ShouldBeNull();
        SuperEfficiency.Solve(data, ReturnsToScale.Constant, Orientation.Output)[0]!.Value.ShouldBe(0);
        SuperEfficiency.Solve(data, ReturnsToScale.NonDecreasing, Orientation.Output)[0].ShouldBeNull();
    }

    [Fact]
    public void SuperEfficiency_WithAnOutputOnlyTheUnitYields_IsZeroTowardsOutputs()
    {
        var data = new DeaData([[2, 1, 2]], [[1, 1, 1], [1, 0, 0]]);

        SuperEfficiency.Solve(data, ReturnsToScale.NonDecreasing, Orientation.Output)[0]!.Value.ShouldBe(0);
        SuperEfficiency.Solve(data, ReturnsToScale.NonDecreasing, Orientation.Input)[0].ShouldBeNull();
    }

    [Fact]
    public void Cost_SplitsIntoTechnicalAndAllocativeParts()
    {
        // Frontier A (1, 4), B (4, 1); C (4, 4) at prices 1 and 3 would best be B: 7 of 16.
        var data = new DeaData([[1, 4, 4], [4, 1, 4]], [[1, 1, 1]]);
        double[][] prices = [[1, 1, 1], [3, 3, 3]];

        var unit = CostEfficiency.Solve(data, prices, ReturnsToScale.Constant)[2];

        unit.ActualCost.ShouldBe(16, 1e-12);
        unit.MinimalCost.ShouldBe(7, 1e-12);
        unit.OptimalInputs.ShouldBe([4, 1], 1e-12);
        unit.TechnicalEfficiency.ShouldBe(0.625, 1e-12); // (2.5, 2.5) on the edge
        unit.CostOverall.ShouldBe(7.0 / 16, 1e-12);
        unit.AllocativeEfficiency.ShouldBe(0.7, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Cost_WithAPriceThatIsNone_IsRefused(double price)
    {
        var problem = Should.Throw<BadInputException>(
            () => CostEfficiency.Solve(Line, [[1, 1, price, 1]], ReturnsToScale.Constant, ["wage"]));

        problem.Row.ShouldBe(3);
        problem.Column.ShouldBe("wage");
    }

    [Theory]
    [InlineData(Orientation.Input)]
    [InlineData(Orientation.Output)]
    public void Malmquist_WhenEveryOutputDoubles_IsTechnicalChangeOfTwo(Orientation orientation)
    {
        var later = new DeaData([Line.Input(0).ToArray()], [[2, 8, 12, 10]]);

        foreach (var change in Malmquist.Solve(Line, later, orientation))
        {
            change.Index.ShouldBe(2, 1e-12);
            change.EfficiencyChange.ShouldBe(1, 1e-12);
            change.TechnicalChange.ShouldBe(2, 1e-12);
            change.PureEfficiencyChange.ShouldBe(1, 1e-12);
            change.ScaleEfficiencyChange.ShouldBe(1, 1e-12);
        }
    }

    [Theory]
    [InlineData(Orientation.Input)]
    [InlineData(Orientation.Output)]
    public void Malmquist_OfAUnitThatCatchesUp_IsEfficiencyChange(Orientation orientation)
    {
        // Unit 3 goes from 1 per input to the frontier's 2; the frontier stays.
        var later = new DeaData([Line.Input(0).ToArray()], [[1, 4, 6, 10]]);

        var change = Malmquist.Solve(Line, later, orientation)[3];

        change.Index.ShouldBe(2, 1e-12);
        change.EfficiencyChange.ShouldBe(2, 1e-12);
        change.TechnicalChange.ShouldBe(1, 1e-12);
        change.D10.ShouldBe(1, 1e-12);
        change.D01.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void Malmquist_OnAnyData_IsTheProductOfItsParts()
    {
        var changes = Malmquist.Solve(DeaSamples.Smooth(30, 2, 2, seed: 3), DeaSamples.Smooth(30, 2, 2, seed: 4), Orientation.Input);

        foreach (var change in changes)
        {
            (change.EfficiencyChange * change.TechnicalChange).ShouldBe(change.Index, 1e-12 * change.Index);
            (change.PureEfficiencyChange * change.ScaleEfficiencyChange).ShouldBe(change.EfficiencyChange, 1e-12 * change.EfficiencyChange);
        }
    }

    [Theory]
    [InlineData(Orientation.Input)]
    [InlineData(Orientation.Output)]
    public void Scores_OfUnitsInTheirOwnReference_DoNotPassOneByRounding(Orientation orientation)
    {
        foreach (var kind in DeaSamples.Kinds)
        {
            for (var seed = 0; seed < 5; seed++)
            {
                var data = DeaSamples.Make(kind, seed);
                foreach (var returns in Enum.GetValues<ReturnsToScale>())
                {
                    foreach (var unit in Envelopment.Solve(data, returns, orientation))
                        (orientation == Orientation.Input ? unit.Efficiency : 1 / unit.Efficiency).ShouldBeLessThanOrEqualTo(1);
                    double[][] prices = [.. Enumerable.Range(1, data.InputCount).Select(price => Enumerable.Repeat(0.1 * price, data.Count).ToArray())];
                    foreach (var cost in CostEfficiency.Solve(data, prices, returns))
                        Math.Max(cost.CostOverall, Math.Max(cost.AllocativeEfficiency, cost.TechnicalEfficiency)).ShouldBeLessThanOrEqualTo(1);
                }

                foreach (var scale in ScaleEfficiency.Solve(data, orientation))
                    scale.Efficiency.ShouldBeLessThanOrEqualTo(1);
                foreach (var change in Malmquist.Solve(data, data, orientation))
                    Math.Max(change.D00, change.D11).ShouldBeLessThanOrEqualTo(1);
            }
        }
    }

    [Fact]
    public void SlacksBasedMeasure_OfOneInputAndOutput_IsTheirRatio()
    {
        // With one input and one output under constant returns ρ is the productivity relative to the best.
        var results = SlacksBasedMeasure.Solve(Line, ReturnsToScale.Constant);

        results.Select(unit => unit.Rho).ShouldBe([0.5, 1, 0.75, 0.5], 1e-12);
    }

    [Theory]
    [InlineData(ReturnsToScale.Constant)]
    [InlineData(ReturnsToScale.Variable)]
    public void SlacksBasedMeasure_IsAtMostTheRadialScoreAndFollowsFromItsSlacks(ReturnsToScale returns)
    {
        var data = DeaSamples.Smooth(60, 3, 2, seed: 11);
        var radial = Envelopment.Solve(data, returns, Orientation.Input);
        var results = SlacksBasedMeasure.Solve(data, returns);

        for (var unit = 0; unit < data.Count; unit++)
        {
            results[unit].Rho.ShouldBeLessThanOrEqualTo(radial[unit].Score + 1e-9);
            var excess = results[unit].InputSlacks.Select((slack, i) => slack / data.Input(i)[unit]).Average();
            var shortfall = results[unit].OutputSlacks.Select((slack, r) => slack / data.Output(r)[unit]).Average();
            results[unit].Rho.ShouldBe((1 - excess) / (1 + shortfall), 1e-9);
        }
    }

    [Fact]
    public void SlacksBasedMeasure_WithAZero_IsRefused() =>
        Should.Throw<BadInputException>(() => SlacksBasedMeasure.Solve(new DeaData([[1, 2], [1, 0]], [[1, 1]]), ReturnsToScale.Constant)).Row.ShouldBe(2);
}
