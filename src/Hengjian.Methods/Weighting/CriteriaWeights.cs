using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>Weights of criteria as vectors that sum to one.</summary>
public static class CriteriaWeights
{
    /// <summary>The same weight for each.</summary>
    public static double[] Equal(int criteria) => [.. Enumerable.Repeat(1.0 / criteria, criteria)];

    /// <summary>The weights divided by their sum.</summary>
    /// <exception cref="BadInputException">A weight below 0, or all 0.</exception>
    public static double[] Normalise(IReadOnlyList<double> weights)
    {
        if (weights.Any(weight => !(weight >= 0 && double.IsFinite(weight))))
            throw new BadInputException("a weight must be a number not below 0");
        var sum = weights.Sum();
        return sum > 0 ? [.. weights.Select(weight => weight / sum)] : throw new BadInputException("the weights are all 0");
    }

    /// <summary>Checks the number of weights and normalises them.</summary>
    internal static double[] For(CriteriaMatrix matrix, IReadOnlyList<double> weights) =>
        weights.Count == matrix.Criteria
            ? Normalise(weights)
            : throw new BadInputException($"{weights.Count} weights for {matrix.Criteria} criteria");
}
