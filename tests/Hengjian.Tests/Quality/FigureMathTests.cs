using Hengjian.Governance.Quality.Counting;
using Hengjian.Governance.Quality.Statistics;
using Hengjian.Methods.Common;

namespace Hengjian.Tests.Quality;

public sealed class FigureMathTests
{
    private static readonly FigureMath Math95 = new(0.95);

    [Fact]
    public void Proportion_OfNothing_HasNoValue() => Math95.Proportion(0, 0).ShouldBe(new ProportionFigure(0, 0, null, null, null));

    [Fact]
    public void Difference_WithOneSideEmpty_HasNoValue() =>
        Math95.Difference(Math95.Proportion(1, 2), Math95.Proportion(0, 0)).ShouldBe(new DifferenceFigure(null, null, null));

    [Fact]
    public void Seconds_FromCounts_EqualQuantilesOfTheValues()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var values = Enumerable.Range(0, 1 + random.Next(40)).Select(_ => random.Next(0, 300) / 10.0).Order().ToArray();
            var bins = new SortedDictionary<long, long>();
            foreach (var value in values)
            {
                var bin = (long)Math.Round(value * 10);
                bins[bin] = bins.GetValueOrDefault(bin) + 1;
            }

            var figures = FigureMath.Seconds(bins);
            figures.Q1!.Value.ShouldBe(Quantiles.Type7(values, 0.25), 1e-6);
            figures.Median!.Value.ShouldBe(Quantiles.Type7(values, 0.5), 1e-6);
            figures.Q3!.Value.ShouldBe(Quantiles.Type7(values, 0.75), 1e-6);
            figures.P90!.Value.ShouldBe(Quantiles.Type7(values, 0.9), 1e-6);
        }
    }

    [Fact]
    public void Auc_FromCounts_EqualsCountingEveryPair()
    {
        var random = new Random(6);
        for (var round = 0; round < 50; round++)
        {
            var (positives, negatives) = (Values(random), Values(random));
            var wins = positives.SelectMany(p => negatives.Select(n => p > n ? 1.0 : p == n ? 0.5 : 0)).Average();
            FigureMath.Auc(Bins(positives), Bins(negatives))!.Value!.Value.ShouldBe(wins, 1e-12);
        }

        static long[] Values(Random random) => [.. Enumerable.Range(0, 1 + random.Next(30)).Select(_ => (long)random.Next(12))];
        static SortedDictionary<long, long> Bins(long[] values) => new(values.GroupBy(v => v).ToDictionary(g => g.Key, g => (long)g.Count()));
    }

    [Fact]
    public void Auc_WithOneClassEmpty_HasNoValue() => FigureMath.Auc(new SortedDictionary<long, long> { [3] = 2 }, [])!.Value.ShouldBeNull();

    [Fact]
    public void Paired_EqualsBonettAndPrice()
    {
        // 2 gained, 1 lost of 14: p12 = 3/16, p21 = 2/16, 1/16 ± 1.959964·√((5/16 − 1/256)/16).
        var counts = new long[Tallies.Count];
        (counts[(int)Tally.PairsBothRight], counts[(int)Tally.PairsGained], counts[(int)Tally.PairsLost], counts[(int)Tally.PairsBothWrong]) = (5, 2, 1, 6);
        var paired = Math95.Paired(counts)!;
        var half = 1.9599639845400545 * Math.Sqrt(((5 / 16.0) - (1 / 256.0)) / 16);
        paired.Value!.Value.ShouldBe(1 / 14.0, 1e-12);
        paired.Low!.Value.ShouldBe((1 / 16.0) - half, 1e-9);
        paired.High!.Value.ShouldBe((1 / 16.0) + half, 1e-9);
        paired.P!.Value.ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Paired_OfNothing_IsNull() => Math95.Paired(new long[Tallies.Count]).ShouldBeNull();

    [Fact]
    public void Definition_FromResources_IsValid() => StatisticsDefinition.Load().ShouldSatisfyAllConditions(
        d => d.Id.ShouldBe("quality.statistics"),
        d => d.LeastCommonCases.ShouldBe(50));
}
