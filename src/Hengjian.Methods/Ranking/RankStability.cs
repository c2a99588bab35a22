using Hengjian.Methods.Common;
using Hengjian.Methods.Weighting;

namespace Hengjian.Methods.Ranking;

/// <summary>By what the alternatives are ordered.</summary>
public enum StabilityScore
{
    /// <summary>Σw·r on min–max values, 0 for a constant criterion.</summary>
    WeightedSum,

    /// <summary>The closeness of TOPSIS.</summary>
    Topsis,
}

/// <summary>How the weights are shaken.</summary>
/// <param name="Score">By what to order.</param>
/// <param name="Delta">Largest relative change of a weight, in [0, 1].</param>
/// <param name="Replicates">Number of draws, at least 1.</param>
/// <param name="Seed">Seed of the random numbers; every replicate has a stream of its own.</param>
public sealed record RankStabilityOptions(
    StabilityScore Score = StabilityScore.WeightedSum, double Delta = 0.2, int Replicates = 10_000, long Seed = 20250101);

/// <summary>How the rank of one alternative varies.</summary>
/// <param name="BaseRank">Under the weights as given; ties by the order of the input.</param>
/// <param name="MeanRank">Mean over the draws.</param>
/// <param name="RankShares">Share of the draws at rank 1, 2, …, n.</param>
public sealed record RankStabilityAlternative(int BaseRank, double MeanRank, IReadOnlyList<double> RankShares);

/// <summary>A rank stability analysis.</summary>
/// <param name="OrderUnchanged">Share of the draws with the whole order of the base.</param>
/// <param name="Alternatives">In the order of the input.</param>
public sealed record RankStabilityResult(double OrderUnchanged, IReadOnlyList<RankStabilityAlternative> Alternatives);

/// <summary>
/// Monte Carlo of a ranking under uncertain weights: wⱼ(1+δUⱼ) with U uniform on (−1, 1), renormalised.
/// Source: the weight-perturbation analysis of J. Butler et al., Eur. J. Oper. Res. 103 (1997) 531.
/// </summary>
public static class RankStability
{
    const int ReplicatesPerBlock = 256;

    /// <summary>Runs the draws in parallel on the current task scheduler; the result depends on the seed alone, not on the number of threads.</summary>
    /// <param name="matrix">The raw values.</param>
    /// <param name="weights">One a criterion, not below 0; normalised to sum 1.</param>
    /// <param name="options">How to shake.</param>
    /// <param name="progress">Receives the share of the draws done, from worker threads; or null.</param>
    /// <param name="cancellation">Watched between blocks of draws.</param>
    /// <exception cref="BadInputException">An option out of range, or weights that do not fit.</exception>
    public static RankStabilityResult Compute(
        CriteriaMatrix matrix, IReadOnlyList<double> weights, RankStabilityOptions options, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        if (options.Delta is not (>= 0 and <= 1))
            throw new BadInputException("delta must lie in [0, 1]");
        if (options.Replicates < 1)
            throw new BadInputException("at least one replicate is needed");
        var baseWeights = CriteriaWeights.For(matrix, weights);
        var score = Scorer(matrix, options.Score);
        var n = matrix.Alternatives;
        var baseOrder = new int[n];
        CompetitionRank.Order(score(baseWeights), baseOrder);

        // Counts are whole numbers, so that adding them up gives the same whatever the order of the blocks.
        var counts = new long[n, n];
        long unchanged = 0, done = 0;
        var gate = new Lock();
        var blocks = (options.Replicates + ReplicatesPerBlock - 1) / ReplicatesPerBlock;
        var parallel = new ParallelOptions { CancellationToken = cancellation, TaskScheduler = TaskScheduler.Current };
        Parallel.For(0, blocks, parallel, block =>
        {
            var orders = new List<int[]>(ReplicatesPerBlock);
            var last = Math.Min(options.Replicates, (block + 1) * ReplicatesPerBlock);
            for (var replicate = block * ReplicatesPerBlock; replicate < last; replicate++)
            {
                var order = new int[n];
                CompetitionRank.Order(score(Perturb(baseWeights, options, replicate)), order);
                orders.Add(order);
            }

            lock (gate)
            {
                foreach (var order in orders)
                {
                    unchanged += order.AsSpan().SequenceEqual(baseOrder) ? 1 : 0;
                    for (var rank = 0; rank < n; rank++)
                        counts[order[rank], rank]++;
                }

                done += orders.Count;
                progress?.Report((double)done / options.Replicates);
            }
        });

        return new RankStabilityResult((double)unchanged / options.Replicates, [.. Enumerable.Range(0, n).Select(Summary)]);

        RankStabilityAlternative Summary(int alternative)
        {
            double[] shares = [.. Enumerable.Range(0, n).Select(rank => (double)counts[alternative, rank] / options.Replicates)];
            var mean = Enumerable.Range(0, n).Sum(rank => (rank + 1.0) * counts[alternative, rank]) / options.Replicates;
            return new RankStabilityAlternative(Array.IndexOf(baseOrder, alternative) + 1, mean, shares);
        }
    }

    static double[] Perturb(double[] weights, RankStabilityOptions options, int replicate)
    {
        var random = new SeededRandom(options.Seed, replicate);
        double[] shaken = [.. weights.Select(weight => weight * (1 + (options.Delta * ((2 * random.NextDouble()) - 1))))];
        var sum = shaken.Sum();
        return [.. shaken.Select(weight => weight / sum)];
    }

    static Func<double[], double[]> Scorer(CriteriaMatrix matrix, StabilityScore score)
    {
        if (score == StabilityScore.Topsis)
        {
            var normalised = Topsis.Normalise(matrix);
            return weights => [.. Topsis.Score(matrix, normalised, weights).Select(alternative => alternative.Closeness ?? 0)];
        }

        var values = matrix.MinMax();
        return weights =>
        {
            var sums = new double[matrix.Alternatives];
            for (var j = 0; j < weights.Length; j++)
            {
                for (var i = 0; i < sums.Length; i++)
                    sums[i] += weights[j] * values[j][i];
            }

            return sums;
        };
    }
}
