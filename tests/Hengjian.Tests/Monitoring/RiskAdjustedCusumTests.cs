using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Tests.Monitoring;

public sealed class RiskAdjustedCusumTests
{
    static readonly RiskAdjustedCusumOptions Options = new();

    [Fact]
    public void Event_AddsTheLogOfTheOddsRatioOverTheMixture() =>
        RiskAdjustedCusum.Compute([new(true, 0.25)], Options).Points[0].Up.ShouldBeClose(Math.Log(2 / 1.25));

    [Fact]
    public void NoEvent_AfterAnEvent_TakesBack() =>
        RiskAdjustedCusum.Compute([new(true, 0.25), new(false, 0.25)], Options).Points[1].Up.ShouldBeClose(Math.Log(2 / 1.25) - Math.Log(1.25));

    [Fact]
    public void NoEvent_AtTheStart_LeavesTheUpwardSumAtZero() =>
        RiskAdjustedCusum.Compute([new(false, 0.25)], Options).Points[0].Up.ShouldBe(0);

    [Fact]
    public void NoEvent_LowersTheDownwardSum() =>
        RiskAdjustedCusum.Compute([new(false, 0.5)], Options).Points[0].Down.ShouldBeClose(Math.Log(0.75));

    [Fact]
    public void Event_AtTheStart_LeavesTheDownwardSumAtZero() =>
        RiskAdjustedCusum.Compute([new(true, 0.5)], Options).Points[0].Down.ShouldBe(0);

    [Fact]
    public void Vlad_IsExpectedMinusObserved() =>
        RiskAdjustedCusum.Compute([new(false, 0.25), new(true, 0.25)], Options).Points.Select(point => point.Vlad).ShouldBe([0.25, -0.5]);

    [Fact]
    public void Maximum_IsWhereItIsFirstReached()
    {
        var chart = RiskAdjustedCusum.Compute([new(true, 0.5), new(false, 0.99), new(true, 0.5)], Options with { OddsRatioUp = 1.5 });

        chart.MaximumAt.ShouldBe(0);
        chart.Maximum.ShouldBe(chart.Points[0].Up);
    }

    [Fact]
    public void Signal_IsTheFirstAboveTheLimit()
    {
        var events = Enumerable.Repeat(new RiskedOutcome(true, 0.01), 5).ToArray();

        RiskAdjustedCusum.Compute(events, Options with { Limit = 1.5 }).FirstSignalUp.ShouldBe(2);
    }

    [Fact]
    public void Signal_Down_IsTheFirstBelowMinusTheLimit()
    {
        var outcomes = Enumerable.Repeat(new RiskedOutcome(false, 0.5), 5).ToArray();

        RiskAdjustedCusum.Compute(outcomes, Options with { Limit = 0.5 }).FirstSignalDown.ShouldBe(1);
    }

    [Fact]
    public void QuietChart_HasNoSignal() =>
        RiskAdjustedCusum.Compute([new(true, 0.5), new(false, 0.5)], Options).FirstSignalUp.ShouldBeNull();

    [Fact]
    public void Signal_WithReset_StartsItsOwnSumAgain()
    {
        var chart = RiskAdjustedCusum.Compute([new(true, 0.01), new(true, 0.01)], Options with { Limit = 0.5, Reset = true });

        chart.Points[1].Up.ShouldBe(chart.Points[0].Up);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Risk_OnTheEdge_NamesTheCase(double risk) =>
        Should.Throw<BadInputException>(() => RiskAdjustedCusum.Compute([new(true, 0.5), new(true, risk)], Options)).Row.ShouldBe(2);

    [Fact]
    public void OddsRatios_OfTheWrongSide_AreRefused()
    {
        Should.Throw<BadInputException>(() => RiskAdjustedCusum.Compute([new(true, 0.5)], Options with { OddsRatioUp = 1 }));
        Should.Throw<BadInputException>(() => RiskAdjustedCusum.Compute([new(true, 0.5)], Options with { OddsRatioDown = 1 }));
    }

    [Fact]
    public void Sums_OfAnyOutcomes_StayOnTheirSides() =>
        Gen.Choose(1, 99).Zip(Gen.Elements(true, false)).Select(pair => new RiskedOutcome(pair.Item2, pair.Item1 / 100.0)).NonEmptyListOf().Hold(
            outcomes => RiskAdjustedCusum.Compute(outcomes, Options).Points.All(point => point.Up >= 0 && point.Down <= 0));
}
