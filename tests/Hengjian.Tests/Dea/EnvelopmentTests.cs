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

    [Theory]
    [InlineData(Orientation.Input)]
    [InlineData(Orientation.Output)]
    public void Score_WhereAColumnIsMinuteOnTheDecidingRow_IsStillTheOptimum(Orientation orientation)
    {
        // The third output of the second unit is 3·10⁵ times that of the third; beside twelve million on the fourth row that looks like rounding.
        var data = new DeaData(
            [[88.4392858056579, 33092.118965995294, 0.08334114475984744], [9753.087191481658, 169305.1814385158, 0.020488618553603663]],
            [
                [768694.1858885421, 0.009344154501457659, 0.23307845798367754],
                [0.028417917240413426, 0.005276156473388154, 29.702649807913733],
                [93.36593766399868, 559988.379825425, 2.0777287113130245],
                [0.033517697570828855, 0.018248961536160284, 221919.39311570238],
            ]);

        // Only λ of the third unit = y₃₂/y₃₃ reaches the output; it takes that times its first input.
        var expected = 559988.379825425 / 2.0777287113130245 * 0.08334114475984744 / 33092.118965995294;
        Envelopment.Solve(data, ReturnsToScale.Constant, orientation)[1].Score.ShouldBe(expected, 1e-9);
    }

    [Fact]
    public void Peers_OfUnitsTenOrdersOfMagnitudeApart_ReachTheScore()
    {
        var data = new DeaData(
            [
                [7113.794126077207, 47816.569329886595, 0.07951633183901126, 9737.351556363341, 0.04651483641843495, 298.0500450526373, 199607.1234260173, 0.00013154822418796533],
                [0.026762836114827184, 0.0058159769658628875, 45034.34898934372, 9.968025773768574, 0.31571227705046395, 0.007880926777673413, 0.05962294251948846, 206.88610214044232],
            ],
            [
                [3522.099226582987, 0.008473601389501076, 0.01394847267495783, 0.21415710025773774, 5.558188720496009, 8380.417206827638, 48378.47872755781, 0.038182353874730235],
                [46990.69755220401, 2.206082180888442, 0.02419561014405662, 0.010959553470168373, 0.11652343169183622, 0.0002580555739634844, 216.82145106294172, 367.12811042824154],
                [10002.414151086772, 9353.957435417486, 32.94395858952641, 133.2704611225158, 126.24111941288179, 10.821897738153384, 0.0008161603846917091, 0.0044505928965504595],
                [0.5577772598049755, 0.03217357658155167, 0.4296950449166453, 0.0018860689652897185, 82187.80757828408, 0.0021483308042857135, 241.34111202308625, 343717.84663202177],
            ]);

        var unit = Envelopment.Solve(data, ReturnsToScale.Constant, Orientation.Input)[1];

        for (var i = 0; i < data.InputCount; i++)
            unit.Peers.Sum(peer => peer.Lambda * data.Input(i)[peer.Unit]).ShouldBeLessThanOrEqualTo(unit.Efficiency * data.Input(i)[1] * (1 + 1e-6));
    }

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
