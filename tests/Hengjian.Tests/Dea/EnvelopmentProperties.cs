using Hengjian.Methods.Common;
using Hengjian.Methods.Dea;

namespace Hengjian.Tests.Dea;

/// <summary>What holds of radial scores on any data, checked on every kind of seeded data set.</summary>
public sealed class EnvelopmentProperties
{
    const int DataSets = 5;

    public static TheoryData<string> Kinds => [.. DeaSamples.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_InAnyUnitsOfMeasure_AreTheSame(string kind) => ForEach(kind, (data, returns, orientation) =>
    {
        var rescaled = new DeaData(
            [.. Inputs(data).Select((column, i) => column.Select(value => value * Math.Pow(10, 3 * i) * 0.7).ToArray())],
            [.. Outputs(data).Select((column, r) => column.Select(value => value * Math.Pow(10, -2 * r) * 1.3).ToArray())]);

        var before = Envelopment.Solve(data, returns, orientation);
        var after = Envelopment.Solve(rescaled, returns, orientation);

        for (var unit = 0; unit < data.Count; unit++)
            after[unit].Score.ShouldBe(before[unit].Score, 1e-8);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_OfUnitsInReverseOrder_AreTheSame(string kind) => ForEach(kind, (data, returns, orientation) =>
    {
        var reversed = new DeaData([.. Inputs(data).Select(Reverse)], [.. Outputs(data).Select(Reverse)]);

        var before = Envelopment.Solve(data, returns, orientation);
        var after = Envelopment.Solve(reversed, returns, orientation);

        for (var unit = 0; unit < data.Count; unit++)
        {
            after[data.Count - 1 - unit].Score.ShouldBe(before[unit].Score, 1e-8);
            after[data.Count - 1 - unit].SlackSum.ShouldBe(before[unit].SlackSum, 1e-5 * Math.Max(1, before[unit].SlackSum));
        }
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_UnderMoreAssumptions_AreNotHigher(string kind)
    {
        for (var seed = 0; seed < DataSets; seed++)
        {
            var data = DeaSamples.Make(kind, seed);
            foreach (var orientation in Enum.GetValues<Orientation>())
            {
                double[] Scores(ReturnsToScale returns) => [.. Envelopment.Solve(data, returns, orientation).Select(unit => unit.Score)];
                var (constant, variable) = (Scores(ReturnsToScale.Constant), Scores(ReturnsToScale.Variable));
                var (below, above) = (Scores(ReturnsToScale.NonIncreasing), Scores(ReturnsToScale.NonDecreasing));
                for (var unit = 0; unit < data.Count; unit++)
                {
                    constant[unit].ShouldBeLessThanOrEqualTo(Math.Min(below[unit], above[unit]) + 1e-9);
                    variable[unit].ShouldBeGreaterThanOrEqualTo(Math.Max(below[unit], above[unit]) - 1e-9);
                    variable[unit].ShouldBeLessThanOrEqualTo(1);

                    // The frontier of variable returns is, at each unit, one of the two one-sided ones.
                    Math.Min(Math.Abs(constant[unit] - below[unit]), Math.Abs(variable[unit] - below[unit])).ShouldBeLessThan(1e-7);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_BothOrientations_UnderConstantReturns_AreReciprocal(string kind)
    {
        for (var seed = 0; seed < DataSets; seed++)
        {
            var data = DeaSamples.Make(kind, seed);
            var input = Envelopment.Solve(data, ReturnsToScale.Constant, Orientation.Input);
            var output = Envelopment.Solve(data, ReturnsToScale.Constant, Orientation.Output);
            for (var unit = 0; unit < data.Count; unit++)
                (input[unit].Efficiency * output[unit].Efficiency).ShouldBe(1, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Targets_AreWhatThePeersYield(string kind) => ForEach(kind, (data, returns, orientation) =>
    {
        var results = Envelopment.Solve(data, returns, orientation);
        for (var unit = 0; unit < data.Count; unit++)
        {
            var result = results[unit];
            for (var i = 0; i < data.InputCount; i++)
            {
                var spanned = result.Peers.Sum(peer => peer.Lambda * data.Input(i)[peer.Unit]);
                spanned.ShouldBe(result.InputTargets[i], Near(data.Input(i)));
            }

            for (var r = 0; r < data.OutputCount; r++)
            {
                var spanned = result.Peers.Sum(peer => peer.Lambda * data.Output(r)[peer.Unit]);
                spanned.ShouldBe(result.OutputTargets[r], Near(data.Output(r)) + (1e-7 * result.OutputTargets[r]));
            }

            var sum = result.Peers.Sum(peer => peer.Lambda);
            if (returns is ReturnsToScale.Variable or ReturnsToScale.NonIncreasing)
                sum.ShouldBeLessThanOrEqualTo(1 + 1e-6);
            if (returns is ReturnsToScale.Variable or ReturnsToScale.NonDecreasing)
                sum.ShouldBeGreaterThanOrEqualTo(1 - 1e-6);
        }

        // A peer with a weight of up to 1e-8 is not listed.
        static double Near(ReadOnlySpan<double> column) => column.ToArray().Max() * 1e-6;
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Weights_AreADualSolutionWithoutGap(string kind) => ForEach(kind, (data, returns, orientation) =>
    {
        // The weights of a facet through units that differ in the tenth digit are known to a few digits only.
        var gap = kind == "near duplicates" ? 1e-5 : 1e-8;
        var results = Envelopment.Solve(data, returns, orientation);
        for (var unit = 0; unit < data.Count; unit++)
        {
            var (v, u, intercept) = results[unit].Support;
            double Inputs(int j) => Enumerable.Range(0, data.InputCount).Sum(i => v[i] * data.Input(i)[j]);
            double Outputs(int j) => Enumerable.Range(0, data.OutputCount).Sum(r => u[r] * data.Output(r)[j]);

            if (orientation == Orientation.Input)
            {
                Inputs(unit).ShouldBe(1, gap);
                (Outputs(unit) + intercept).ShouldBe(results[unit].Efficiency, gap);
            }
            else
            {
                Outputs(unit).ShouldBe(1, gap);
                (Inputs(unit) - intercept).ShouldBe(results[unit].Efficiency, gap * results[unit].Efficiency);
            }

            for (var j = 0; j < data.Count; j++)
                (Outputs(j) + intercept - Inputs(j)).ShouldBeLessThanOrEqualTo(gap * (Inputs(j) + Outputs(j) + Math.Abs(intercept)));
            if (returns == ReturnsToScale.Constant)
                intercept.ShouldBe(0);
            if (returns == ReturnsToScale.NonIncreasing)
                intercept.ShouldBeLessThanOrEqualTo(1e-9);
            if (returns == ReturnsToScale.NonDecreasing)
                intercept.ShouldBeGreaterThanOrEqualTo(-1e-9);
        }
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SuperEfficiency_OfInefficientUnits_IsTheirScore(string kind) => ForEach(kind, (data, returns, orientation) =>
    {
        var results = Envelopment.Solve(data, returns, orientation);
        var super = SuperEfficiency.Solve(data, returns, orientation);
        for (var unit = 0; unit < data.Count; unit++)
        {
            if (results[unit].Score < 1 - 1e-6)
                super[unit]!.Value.ShouldBe(results[unit].Efficiency, 1e-8 * results[unit].Efficiency);
            else if (super[unit] is { } score)
                (orientation == Orientation.Input ? score : 2 - score).ShouldBeGreaterThanOrEqualTo(1 - 2e-6);
        }
    });

    [Theory]
    [InlineData(ReturnsToScale.Constant)]
    [InlineData(ReturnsToScale.Variable)]
    [InlineData(ReturnsToScale.NonIncreasing)]
    [InlineData(ReturnsToScale.NonDecreasing)]
    public void Scores_AgainstTheReducedReferenceSet_AreThoseAgainstAllUnits(ReturnsToScale returns)
    {
        var data = DeaSamples.Smooth(1500, 2, 2, seed: 5);
        foreach (var orientation in Enum.GetValues<Orientation>())
        {
            var reduced = Envelopment.Solve(data, returns, orientation);
            var solver = new RadialSolver(ReferenceMatrix.From(data), returns, orientation);
            var values = new UnitValues(data);
            for (var unit = 0; unit < data.Count; unit += 7)
            {
                values.Load(data, unit);
                var full = solver.ScoreWithSlacks(values.Inputs, values.Outputs);
                reduced[unit].Efficiency.ShouldBe(full.Efficiency, 1e-10);
                reduced[unit].SlackSum.ShouldBe(full.InputSlacks.Concat(full.OutputSlacks).Sum(), 1e-8);
            }
        }
    }

    [Fact]
    public void Results_OfTwoRuns_AreIdentical()
    {
        var data = DeaSamples.Smooth(700, 3, 3, seed: 9);

        var first = Envelopment.Solve(data, ReturnsToScale.Variable, Orientation.Output);
        var second = Envelopment.Solve(data, ReturnsToScale.Variable, Orientation.Output);

        second.Select(unit => unit.Efficiency).ShouldBe(first.Select(unit => unit.Efficiency));
        second.SelectMany(unit => unit.Peers).ShouldBe(first.SelectMany(unit => unit.Peers));
    }

    static void ForEach(string kind, Action<DeaData, ReturnsToScale, Orientation> check)
    {
        for (var seed = 0; seed < DataSets; seed++)
        {
            var data = DeaSamples.Make(kind, seed);
            foreach (var returns in Enum.GetValues<ReturnsToScale>())
            {
                foreach (var orientation in Enum.GetValues<Orientation>())
                    check(data, returns, orientation);
            }
        }
    }

    static double[][] Inputs(DeaData data) => [.. Enumerable.Range(0, data.InputCount).Select(i => data.Input(i).ToArray())];

    static double[][] Outputs(DeaData data) => [.. Enumerable.Range(0, data.OutputCount).Select(r => data.Output(r).ToArray())];

    static double[] Reverse(double[] column) => [.. column.Reverse()];
}
