using Hengjian.Methods.Common;
using Hengjian.Methods.Dea;

namespace Hengjian.Tests.Dea;

/// <summary>Radial models on data small enough to check by hand.</summary>
public sealed class EnvelopmentTests
{
    // Two inputs, output 1. A (2, 4) and B (4, 2) span the frontier, C (3, 3) lies on it, D (4, 6) is A with waste, E (2, 6) is weakly efficient.
    static readonly DeaData Plane = new([[2, 4, 3, 4, 2], [4, 2, 3, 6, 6]], [[1, 1, 1, 1, 1]]);

    // One input, one output; under constant returns the best ratio is 2 (unit 1).
    static readonly DeaData Line = new([[1, 2, 4, 5]], [[1, 4, 6, 5]]);

    [Theory]
    [InlineData(1 + 5e-7, 1, true)]
    [InlineData(1 + 5e-6, 1, false)]
    [InlineData(1, 5e-7, true)]
    [InlineData(1, 5e-6, false)]
    [InlineData(1, 5e-5, true, 100)]
    [InlineData(1, 5e-4, false, 100)]
    [InlineData(1, 5e-7, true, 0.01)]
    public void Efficient_IsAScoreOfOneWithoutSlack_WithinAMillionth(double inputOrOne, double slackOrOne, bool expected, double size = 1)
    {
        // The first unit takes size of both inputs; the second as much times a factor, or as much with a slack in the second input.
        double[] second = inputOrOne > 1 ? [size * inputOrOne, size * inputOrOne] : [size, size + slackOrOne];
        var data = new DeaData([[size, second[0]], [size, second[1]]], [[1, 1]]);

        Envelopment.Solve(data, ReturnsToScale.Constant, Orientation.Input)[1].IsEfficient.ShouldBe(expected);
    }

    [Theory]
    [InlineData(5e-5, true)]
    [InlineData(5e-4, false)]
    public void Efficient_AllowsASlackOfAMillionthOfTheOutput(double slack, bool expected) =>
        Envelopment.Solve(new DeaData([[1, 1]], [[1, 1], [100, 100 - slack]]), ReturnsToScale.Constant, Orientation.Input)[1].IsEfficient.ShouldBe(expected);

    [Fact]
    public void Score_OfAUnitInsideTheFrontier_IsTheRadialContraction()
    {
        var results = Envelopment.Solve(Plane, ReturnsToScale.Constant, Orientation.Input);

        // The ray through D (4, 6) meets the edge from A (2, 4) to B (4, 2), x₁ + x₂ = 6, at θ = 0.6: (2.4, 3.6).
        results[3].Efficiency.ShouldBe(0.6, 1e-12);
        results[3].InputTargets.ShouldBe([2.4, 3.6], 1e-12);
        results[3].Peers.Select(peer => peer.Unit).ShouldBe([0, 1]);
        results[3].Peers[0].Lambda.ShouldBe(0.8, 1e-12);
    }

    [Fact]
    public void Unit_OnTheFrontierWithASlack_IsNotEfficient()
    {
        var weak = Envelopment.Solve(Plane, ReturnsToScale.Constant, Orientation.Input)[4];

        weak.Efficiency.ShouldBe(1, 1e-12);
        weak.SlackSum.ShouldBe(2, 1e-12);
        weak.InputSlacks[1].ShouldBe(2, 1e-12);
        weak.IsEfficient.ShouldBeFalse();
    }

    [Fact]
    public void Unit_OnAnEdgeOfTheFrontier_IsEfficient() =>
        Envelopment.Solve(Plane, ReturnsToScale.Constant, Orientation.Input)[2].IsEfficient.ShouldBeTrue();

    [Theory]
    [InlineData(ReturnsToScale.Constant, new[] { 0.5, 1, 0.75, 0.5 })]
    [InlineData(ReturnsToScale.Variable, new[] { 1, 1, 1, 0.6 })]
    [InlineData(ReturnsToScale.NonIncreasing, new[] { 0.5, 1, 1, 0.6 })]
    [InlineData(ReturnsToScale.NonDecreasing, new[] { 1, 1, 0.75, 0.5 })]
    public void InputScores_UnderEachAssumption_AreThoseDrawnByHand(ReturnsToScale returns, double[] expected) =>
        Envelopment.Solve(Line, returns, Orientation.Input).Select(unit => unit.Efficiency).ShouldBe(expected, 1e-12);

    [Theory]
    [InlineData(ReturnsToScale.Constant, new[] { 2, 1, 8.0 / 6, 2 })]
    [InlineData(ReturnsToScale.Variable, new[] { 1, 1, 1, 1.2 })]
    [InlineData(ReturnsToScale.NonIncreasing, new[] { 2, 1, 1, 1.2 })]
    [InlineData(ReturnsToScale.NonDecreasing, new[] { 1, 1, 8.0 / 6, 2 })]
    public void OutputScores_UnderEachAssumption_AreThoseDrawnByHand(ReturnsToScale returns, double[] expected) =>
        Envelopment.Solve(Line, returns, Orientation.Output).Select(unit => unit.Efficiency).ShouldBe(expected, 1e-12);

    [Fact]
    public void SlackSum_IsMeasuredInTheUnitsOfTheData()
    {
        var inGrams = new DeaData([[2000, 4000, 2000], [4, 2, 6]], [[1, 1, 1]]);

        Envelopment.Solve(inGrams, ReturnsToScale.Constant, Orientation.Input)[2].SlackSum.ShouldBe(2, 1e-9);
    }

    [Fact]
    public void SingleUnit_IsEfficient()
    {
        var alone = new DeaData([[3]], [[5]]);
        foreach (var returns in Enum.GetValues<ReturnsToScale>())
        {
            foreach (var orientation in Enum.GetValues<Orientation>())
                Envelopment.Solve(alone, returns, orientation).ShouldHaveSingleItem().IsEfficient.ShouldBeTrue();
        }
    }

    [Fact]
    public void IdenticalUnits_AreAllEfficient()
    {
        var data = new DeaData([[.. Enumerable.Repeat(7.0, 40)], [.. Enumerable.Repeat(0.1, 40)]], [[.. Enumerable.Repeat(3.0, 40)]]);

        Envelopment.Solve(data, ReturnsToScale.Variable, Orientation.Output).ShouldAllBe(unit => unit.IsEfficient && unit.SlackSum == 0);
    }

    [Fact]
    public void Progress_IsReportedUpToOne()
    {
        var reports = new List<double>();
        var progress = new Recorder(reports);

        Envelopment.Solve(DeaSamples.Smooth(300, 2, 1, seed: 1), ReturnsToScale.Variable, Orientation.Input, progress);

        reports.Max().ShouldBe(1);
        reports.ShouldAllBe(share => share > 0 && share <= 1);
    }

    [Fact]
    public void Cancellation_StopsTheWork()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Should.Throw<OperationCanceledException>(
            () => Envelopment.Solve(Plane, ReturnsToScale.Constant, Orientation.Input, progress: null, source.Token));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void Data_WithAnImpossibleValue_NameItsPlace(double value)
    {
        var problem = Should.Throw<BadInputException>(() => new DeaData([[1, 2], [3, value]], [[1, 1]], ["staff", "beds"]));

        problem.Row.ShouldBe(2);
        problem.Column.ShouldBe("beds");
    }

    [Fact]
    public void Data_OfAUnitWithoutOutput_AreRefused() =>
        Should.Throw<BadInputException>(() => new DeaData([[1, 2]], [[1, 0], [1, 0]])).Row.ShouldBe(2);

    [Fact]
    public void Data_AreCopied()
    {
        double[] column = [1, 2];
        var data = new DeaData([column], [[1, 1]]);
        column[0] = -5;

        data.Input(0)[0].ShouldBe(1);
    }

    sealed class Recorder(List<double> reports) : IProgress<double>
    {
        public void Report(double value)
        {
            lock (reports)
                reports.Add(value);
        }
    }
}
