using Hengjian.Methods.Common;
using Hengjian.Methods.Ranking;
using Hengjian.Methods.Weighting;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Ranking;

public sealed class RankStabilityTests
{
    static readonly CriteriaMatrix Matrix = new([[0, 1, 0.4], [1, 0, 0.5]]);

    [Fact]
    public void NoChange_KeepsTheOrder() =>
        RankStability.Compute(Matrix, [0.6, 0.4], new RankStabilityOptions(Delta: 0, Replicates: 10)).OrderUnchanged.ShouldBe(1);

    [Fact]
    public void DominatingAlternative_IsAlwaysBest()
    {
        var result = RankStability.Compute(new CriteriaMatrix([[1, 3, 2], [0, 5, 4]]), [1, 1], new RankStabilityOptions(Delta: 1, Replicates: 500));

        result.Alternatives[1].RankShares.ShouldBe([1, 0, 0]);
        result.OrderUnchanged.ShouldBe(1);
    }

    [Fact]
    public void TwoEqualRivals_WinHalfOfTheDraws()
    {
        // Scores w₁ and w₂: the first wins where U₂ > U₁.
        var result = RankStability.Compute(new CriteriaMatrix([[0, 1], [1, 0]]), [1, 1], new RankStabilityOptions());

        result.Alternatives[0].RankShares[0].ShouldBe(0.5, 0.02);
    }

    [Fact]
    public void UnequalRivals_WinAsOftenAsTheWeightsCross()
    {
        // 0.45(1+0.2U) > 0.55(1+0.2V): area of the square where U > (0.5 + 0.55V)/0.45; V from −1 to −1/11, ½·(10/11)·(10/9)/4 of it.
        var result = RankStability.Compute(new CriteriaMatrix([[0, 1], [1, 0]]), [0.55, 0.45], new RankStabilityOptions(Replicates: 100_000));

        result.Alternatives[0].RankShares[0].ShouldBe(0.5 * (10 / 11.0) * (10 / 9.0) / 4, 0.005);
    }

    [Fact]
    public void EqualAlternatives_KeepTheOrderOfTheInput()
    {
        var result = RankStability.Compute(new CriteriaMatrix([[2, 2, 1], [3, 3, 1]]), [1, 1], new RankStabilityOptions(Replicates: 200));

        result.Alternatives.Select(one => one.BaseRank).ShouldBe([1, 2, 3]);
        result.OrderUnchanged.ShouldBe(1);
    }

    [Fact]
    public async Task SameSeed_GivesTheSameOnAnyNumberOfThreads()
    {
        var options = new RankStabilityOptions(Replicates: 3000, Seed: 7);
        var parallel = RankStability.Compute(Matrix, [0.5, 0.5], options);

        // A scheduler of one thread runs the same blocks one after the other.
        var alone = await Task.Factory.StartNew(
            () => RankStability.Compute(Matrix, [0.5, 0.5], options),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.None,
            new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

        alone.Alternatives.Select(one => one.MeanRank).ShouldBe(parallel.Alternatives.Select(one => one.MeanRank));
        alone.OrderUnchanged.ShouldBe(parallel.OrderUnchanged);
    }

    [Fact]
    public void AnotherSeed_GivesOtherDraws() =>
        RankStability.Compute(Matrix, [0.5, 0.5], new RankStabilityOptions(Seed: 1)).OrderUnchanged
            .ShouldNotBe(RankStability.Compute(Matrix, [0.5, 0.5], new RankStabilityOptions(Seed: 2)).OrderUnchanged);

    [Fact]
    public void Shares_OfEveryAlternativeAndRank_SumToOne()
    {
        var result = RankStability.Compute(Matrix, [0.5, 0.5], new RankStabilityOptions(StabilityScore.Topsis));

        result.Alternatives.ShouldAllBe(one => Math.Abs(one.RankShares.Sum() - 1) < 1e-12);
        Enumerable.Range(0, 3).ShouldAllBe(rank => Math.Abs(result.Alternatives.Sum(one => one.RankShares[rank]) - 1) < 1e-12);
    }

    [Fact]
    public void MeanRank_IsTheMeanOverTheShares()
    {
        var one = RankStability.Compute(Matrix, [0.5, 0.5], new RankStabilityOptions()).Alternatives[2];

        one.MeanRank.ShouldBeClose(one.RankShares.Select((share, rank) => share * (rank + 1)).Sum());
    }

    [Fact]
    public void Topsis_BaseOrder_IsThatOfTopsis()
    {
        var ranks = Topsis.Compute(Matrix, [0.7, 0.3]).Select(one => one.Rank);

        RankStability.Compute(Matrix, [0.7, 0.3], new RankStabilityOptions(StabilityScore.Topsis, Replicates: 1))
            .Alternatives.Select(one => one.BaseRank).ShouldBe(ranks);
    }

    [Fact]
    public void Progress_EndsAtOne()
    {
        var seen = new List<double>();

        RankStability.Compute(Matrix, [1, 1], new RankStabilityOptions(Replicates: 1000), new Recorder(seen));

        seen.Max().ShouldBe(1);
    }

    [Fact]
    public void Cancellation_StopsTheDraws() =>
        Should.Throw<OperationCanceledException>(() =>
            RankStability.Compute(Matrix, [1, 1], new RankStabilityOptions(), cancellation: new CancellationToken(canceled: true)));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void Delta_OutOfRange_IsRefused(double delta) =>
        Should.Throw<BadInputException>(() => RankStability.Compute(Matrix, [1, 1], new RankStabilityOptions(Delta: delta)));

    sealed class Recorder(List<double> seen) : IProgress<double>
    {
        public void Report(double value) => seen.Add(value);
    }
}
