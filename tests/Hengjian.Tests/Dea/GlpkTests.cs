using Hengjian.Methods.Common;
using Hengjian.Methods.Dea;

namespace Hengjian.Tests.Dea;

/// <summary>The simplex method against GLPK, on thousands of plain and degenerate programs, a few hundred to each run of glpsol.</summary>
public sealed class GlpkTests
{
    const int DataSets = 6;

    public static TheoryData<string> Kinds => [.. DeaSamples.Kinds];

    /// <summary>With fixed, rounded scores the second phase has no solution in exact fractions, and GLPK's rounding is too coarse for these.</summary>
    public static TheoryData<string> KindsWithSlacks => [.. DeaSamples.Kinds.Where(kind => kind != "wide scales")];

    /// <summary>The slacks-based measure needs positive data.</summary>
    public static TheoryData<string> PositiveKinds => [.. DeaSamples.Kinds.Where(kind => kind != "zeros")];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void RadialScores_OfEveryUnit_AgreeWithGlpk(string kind)
    {
        var check = new Comparison(IsIllConditioned(kind));
        foreach (var (data, returns, orientation) in Variants(kind))
        {
            var results = Envelopment.Solve(data, returns, orientation);
            for (var unit = 0; unit < data.Count; unit += 3)
            {
                var u = unit;
                check.Expect(batch => batch.AddRadial(data, u, returns, orientation), results[unit].Efficiency, 1e-6);
            }
        }

        check.Run();
    }

    [Theory]
    [MemberData(nameof(KindsWithSlacks))]
    public void SlackSums_OfEveryUnit_AgreeWithGlpk(string kind)
    {
        var check = new Comparison(isExact: false);
        foreach (var (data, returns, orientation) in Variants(kind))
        {
            var results = Envelopment.Solve(data, returns, orientation);
            for (var unit = 0; unit < data.Count; unit += 3)
            {
                var measure = Enumerable.Range(0, data.InputCount).Sum(i => data.Input(i)[unit])
                    + Enumerable.Range(0, data.OutputCount).Sum(r => data.Output(r)[unit]);
                var u = unit;
                check.Expect(batch => batch.AddSlacks(data, u, returns, orientation, results[u].Efficiency, measure), results[unit].SlackSum / measure, 1e-5);
            }
        }

        check.Run();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SuperEfficiency_OfEveryUnit_AgreesWithGlpk(string kind)
    {
        var check = new Comparison(IsIllConditioned(kind));
        foreach (var (data, returns, orientation) in Variants(kind))
        {
            var results = SuperEfficiency.Solve(data, returns, orientation);
            for (var unit = 0; unit < data.Count; unit += 3)
            {
                if (results[unit] is { } score)
                {
                    var u = unit;
                    check.Expect(batch => batch.AddRadial(data, u, returns, orientation, excluded: u), score, 1e-6);
                }
                else
                {
                    var u = unit;
                    check.ExpectPositive(batch => batch.AddInfeasibility(data, u, returns, orientation, excluded: u));
                }
            }
        }

        check.Run();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void CostEfficiency_OfEveryUnit_AgreesWithGlpk(string kind)
    {
        var check = new Comparison(IsIllConditioned(kind));
        foreach (var (data, returns, orientation) in Variants(kind).Where(variant => variant.Item3 == Orientation.Input))
        {
            var random = new SeededRandom(data.Count);
            double[][] prices = [.. Enumerable.Range(0, data.InputCount).Select(_ => Enumerable.Range(0, data.Count).Select(_ => 0.1 + random.NextDouble()).ToArray())];
            var results = CostEfficiency.Solve(data, prices, returns);
            for (var unit = 0; unit < data.Count; unit += 3)
            {
                var u = unit;
                check.Expect(batch => batch.AddCost(data, u, returns, [.. prices.Select(column => column[u])]), results[unit].CostOverall, 1e-6);
            }
        }

        check.Run();
    }

    [Theory]
    [MemberData(nameof(PositiveKinds))]
    public void SlacksBasedMeasure_OfEveryUnit_AgreesWithGlpk(string kind)
    {
        var check = new Comparison(IsIllConditioned(kind));
        foreach (var (data, returns, _) in Variants(kind).Where(variant => variant is (_, ReturnsToScale.Constant or ReturnsToScale.Variable, Orientation.Input)))
        {
            var results = SlacksBasedMeasure.Solve(data, returns);
            for (var unit = 0; unit < data.Count; unit += 2)
            {
                var u = unit;
                check.Expect(batch => batch.AddSlacksBased(data, u, returns == ReturnsToScale.Variable), results[unit].Rho, 1e-6);
            }
        }

        check.Run();
    }

    static IEnumerable<(DeaData Data, ReturnsToScale Returns, Orientation Orientation)> Variants(string kind)
    {
        Assert.SkipWhen(GlpkBatch.Executable is null, "glpsol (Debian package glpk-utils) is not on this machine.");
        for (var seed = 0; seed < DataSets; seed++)
        {
            var data = DeaSamples.Make(kind, seed);
            foreach (var returns in Enum.GetValues<ReturnsToScale>())
            {
                foreach (var orientation in Enum.GetValues<Orientation>())
                    yield return (data, returns, orientation);
            }
        }
    }

    static bool IsIllConditioned(string kind) => kind is "wide scales" or "near duplicates";

    /// <summary>What each program should give, in one batch; one by one with exact fractions where GLPK's own rounding would decide.</summary>
    sealed class Comparison(bool isExact)
    {
        const int MostExact = 25;
        readonly List<(Action<GlpkBatch> Write, double Ours, double Tolerance)> programs = [];

        public void Expect(Action<GlpkBatch> write, double ours, double tolerance) => programs.Add((write, ours, tolerance));

        /// <summary>The program has no solution by our account: GLPK must find a gap that cannot be closed.</summary>
        public void ExpectPositive(Action<GlpkBatch> write) => programs.Add((write, double.NaN, 0));

        public void Run()
        {
            var stride = isExact ? Math.Max(1, programs.Count / MostExact) : 1;
            var compared = programs.Where((_, index) => index % stride == 0).ToList();
            var theirs = isExact ? [.. compared.Select(program => Solve([program.Write])[0])] : Solve(compared.Select(program => program.Write));

            theirs.Length.ShouldBe(compared.Count);
            var wrong = compared.Zip(theirs, (program, value) => (program.Ours, program.Tolerance, Theirs: value))
                .Where(pair => double.IsNaN(pair.Ours)
                    ? pair.Theirs < 1e-11
                    : Math.Abs(pair.Theirs - pair.Ours) > pair.Tolerance * Math.Max(1, Math.Abs(pair.Ours)))
                .Select(pair => FormattableString.Invariant($"ours {pair.Ours}, GLPK {pair.Theirs}"));
            wrong.ShouldBeEmpty();
        }

        double[] Solve(IEnumerable<Action<GlpkBatch>> writes)
        {
            var batch = new GlpkBatch(isExact);
            foreach (var write in writes)
                write(batch);
            return batch.Solve();
        }
    }
}
