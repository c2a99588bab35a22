using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>The priorities of a panel.</summary>
/// <param name="Experts">One a matrix, in the order of the input.</param>
/// <param name="Used">Experts that went into the aggregates.</param>
/// <param name="Inconsistent">Experts with a consistency ratio above 0.1.</param>
/// <param name="OfJudgements">AIJ: the priorities of the geometric mean of the matrices.</param>
/// <param name="ArithmeticOfPriorities">AIP: the mean of the experts' eigenvectors.</param>
/// <param name="GeometricOfPriorities">AIP: their geometric mean, renormalised to sum 1.</param>
public sealed record AhpGroupResult(
    IReadOnlyList<AhpResult> Experts, int Used, int Inconsistent, AhpResult OfJudgements, IReadOnlyList<double> ArithmeticOfPriorities,
    IReadOnlyList<double> GeometricOfPriorities);

/// <summary>
/// Group decision by the analytic hierarchy process. Source: E. Forman and K. Peniwati, "Aggregating individual judgments and priorities with the
/// analytic hierarchy process", Eur. J. Oper. Res. 108 (1998) 165.
/// </summary>
public static class AhpGroup
{
    /// <summary>Computes every expert and the aggregates.</summary>
    /// <param name="experts">At least one matrix, all over the same items.</param>
    /// <param name="index">Table of random indices.</param>
    /// <param name="excludeInconsistent">Whether experts with a consistency ratio above 0.1 stay out of the aggregates.</param>
    /// <exception cref="BadInputException">No expert, or matrices of different sizes.</exception>
    /// <exception cref="UndefinedResultException">No expert is left to aggregate.</exception>
    public static AhpGroupResult Compute(
        IReadOnlyList<PairwiseMatrix> experts, RandomIndex index = RandomIndex.Saaty, bool excludeInconsistent = false)
    {
        if (experts.Count == 0 || experts.Any(expert => expert.Size != experts[0].Size))
            throw new BadInputException("the experts must judge the same items");
        AhpResult[] results = [.. experts.Select(expert => Ahp.Compute(expert, index))];
        int[] used = [.. Enumerable.Range(0, experts.Count).Where(i => results[i].IsConsistent || !excludeInconsistent)];
        if (used.Length == 0)
            throw new UndefinedResultException("no expert has a consistency ratio of at most 0.1");

        var items = Enumerable.Range(0, experts[0].Size);
        double[] arithmetic = [.. items.Select(item => used.Average(i => results[i].Weights[item]))];
        double[] geometric = [.. items.Select(item => Math.Exp(used.Average(i => Math.Log(results[i].Weights[item]))))];
        return new AhpGroupResult(
            results,
            used.Length,
            results.Count(result => !result.IsConsistent),
            Ahp.Compute(PairwiseMatrix.GeometricMean([.. used.Select(i => experts[i])]), index),
            arithmetic,
            CriteriaWeights.Normalise(geometric));
    }
}
