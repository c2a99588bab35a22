using Hengjian.Methods.Common;
using Hengjian.Methods.Dea;

namespace Hengjian.Tests.Dea;

public sealed class DeaBootstrapTests
{
    const double MonteCarlo = 0.02;
    static readonly DeaData Units = new([[2, 3, 4, 5, 6, 7, 8, 9, 10, 12]], [[1.0, 2.6, 3.0, 3.1, 5.4, 5.0, 7.9, 6.1, 8.0, 9.0]]);

    // With one input and one output under constant returns the scores have a closed form, so that the replicates need no linear
    // program: the expected numbers are those of 200 000 replicates in NumPy.
    [Fact]
    public void Intervals_TowardsInputs_AreThoseOfAnIndependentSimulation()
    {
        var result = Solve(Orientation.Input, seed: 20250101);

        result.Bandwidth.ShouldBe(0.1593123824889559, 1e-12);
        result.Units.Select(unit => unit.BiasCorrected)
            .ShouldBe([0.4826, 0.8365, 0.7239, 0.5984, 0.8687, 0.6894, 0.9531, 0.6542, 0.7721, 0.7239], MonteCarlo);
        result.Units.Select(unit => unit.Low)
            .ShouldBe([0.4384, 0.7599, 0.6576, 0.5437, 0.7892, 0.6263, 0.8659, 0.5943, 0.7015, 0.6576], MonteCarlo);
        result.Units.Select(unit => unit.High)
            .ShouldBe([0.5056, 0.8763, 0.7584, 0.6269, 0.9100, 0.7223, 0.9985, 0.6853, 0.8089, 0.7584], MonteCarlo);
    }

    [Fact]
    public void Intervals_TowardsOutputs_AreThoseOfAnIndependentSimulation()
    {
        var result = Solve(Orientation.Output, seed: 20250101);

        result.Bandwidth.ShouldBe(0.1564998368394287, 1e-12);
        result.Units.Select(unit => unit.BiasCorrected)
            .ShouldBe([2.0723, 1.1956, 1.3815, 1.6712, 1.1513, 1.4506, 1.0493, 1.5288, 1.2952, 1.3815], MonteCarlo);
        result.Units.Select(unit => unit.Low)
            .ShouldBe([1.9779, 1.1411, 1.3186, 1.5951, 1.0988, 1.3846, 1.0015, 1.4591, 1.2362, 1.3186], MonteCarlo);
        result.Units.Select(unit => unit.High)
            .ShouldBe([2.2811, 1.3160, 1.5207, 1.8396, 1.2673, 1.5968, 1.1550, 1.6828, 1.4257, 1.5207], MonteCarlo);
    }

    [Fact]
    public void Bias_IsTheDifferenceOfScores()
    {
        foreach (var unit in Solve(Orientation.Input, seed: 1).Units)
            unit.Bias.ShouldBe(unit.Efficiency - unit.BiasCorrected);
    }

    [Fact]
    public void Result_OfTheSameSeed_IsTheSame() =>
        Solve(Orientation.Input, seed: 5).Units.ShouldBe(Solve(Orientation.Input, seed: 5).Units);

    [Fact]
    public void Result_OfAnotherSeed_IsAnother() =>
        Solve(Orientation.Input, seed: 6).Units.ShouldNotBe(Solve(Orientation.Input, seed: 5).Units);

    [Fact]
    public void Interval_OfALowerLevel_IsInside()
    {
        var wide = DeaBootstrap.Solve(Units, ReturnsToScale.Constant, Orientation.Input, 500, 0.99, seed: 2);
        var narrow = DeaBootstrap.Solve(Units, ReturnsToScale.Constant, Orientation.Input, 500, 0.5, seed: 2);

        foreach (var (outer, inner) in wide.Units.Zip(narrow.Units))
        {
            outer.Low.ShouldBeLessThan(inner.Low);
            outer.High.ShouldBeGreaterThan(inner.High);
        }
    }

    // A type 9 quantile of two values is an extreme of them at any level from 0.5: (2 + ¼)·p + ⅜ does not pass 1 for p up to ¼.
    [Fact]
    public void Interval_OfTwoReplicates_IsTheirExtremesAtAnyLevel()
    {
        var high = DeaBootstrap.Solve(Units, ReturnsToScale.Constant, Orientation.Output, 2, 0.99, seed: 3);
        var low = DeaBootstrap.Solve(Units, ReturnsToScale.Constant, Orientation.Output, 2, 0.5, seed: 3);

        low.Units.ShouldBe(high.Units);
        foreach (var unit in low.Units)
            unit.Low.ShouldBeLessThan(unit.High);
    }

    [Fact]
    public void Data_WhereEveryUnitIsEfficient_HaveNoBootstrap() =>
        Should.Throw<UndefinedResultException>(
            () => DeaBootstrap.Solve(new DeaData([[1, 2, 3]], [[2, 4, 6]]), ReturnsToScale.Constant, Orientation.Input, 100, 0.95, seed: 1));

    static BootstrapResult Solve(Orientation orientation, long seed) =>
        DeaBootstrap.Solve(Units, ReturnsToScale.Constant, orientation, 2000, 0.95, seed);
}
