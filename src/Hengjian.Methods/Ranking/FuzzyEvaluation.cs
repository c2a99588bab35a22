using Hengjian.Methods.Common;

namespace Hengjian.Methods.Ranking;

/// <summary>How weights and memberships are combined.</summary>
public enum FuzzyOperator
{
    /// <summary>M(∧,∨): max(min(w, r)), the main factor decides.</summary>
    MinMax,

    /// <summary>M(·,∨): max(w·r), the main factor stands out.</summary>
    ProductMax,

    /// <summary>M(∧,⊕): min(1, Σmin(w, r)).</summary>
    MinBoundedSum,

    /// <summary>M(·,+): Σw·r, all factors in balance.</summary>
    WeightedAverage,
}

/// <summary>An evaluation by one operator; the last three are null where the vector is all 0.</summary>
/// <param name="Vector">Membership of each grade.</param>
/// <param name="Normalised">The same with sum 1.</param>
/// <param name="Score">Normalised memberships times the scores of the grades.</param>
/// <param name="Grade">Position (from 0) of the largest membership, the first where tied.</param>
public sealed record FuzzyEvaluationResult(IReadOnlyList<double> Vector, IReadOnlyList<double>? Normalised, double? Score, int? Grade);

/// <summary>
/// Fuzzy comprehensive evaluation: a weight vector over factors composed with the membership matrix of factors in grades.
/// Source: 汪培庄, 模糊集合论及其应用 (Wang Peizhuang, Fuzzy set theory and its applications, 1983).
/// </summary>
public static class FuzzyEvaluation
{
    const double WeightTolerance = 1e-9;
    const double Tie = 1e-12;

    /// <summary>Evaluates by one operator.</summary>
    /// <param name="memberships">A row a factor, a value in [0, 1] a grade.</param>
    /// <param name="weights">One a factor, not below 0, sum 1 within 1e-9.</param>
    /// <param name="gradeScores">One a grade.</param>
    /// <param name="composition">How to combine.</param>
    /// <exception cref="BadInputException">Values out of range, lengths that differ, or weights that do not sum to 1.</exception>
    public static FuzzyEvaluationResult Compute(
        IReadOnlyList<IReadOnlyList<double>> memberships, IReadOnlyList<double> weights, IReadOnlyList<double> gradeScores, FuzzyOperator composition)
    {
        Require(memberships, weights, gradeScores);
        double[] vector = [.. gradeScores.Select((_, grade) => Membership(composition, weights.Zip(memberships, (w, row) => (w, row[grade]))))];
        var sum = vector.Sum();
        if (sum == 0)
            return new FuzzyEvaluationResult(vector, null, null, null);
        double[] normalised = [.. vector.Select(value => value / sum)];
        var largest = vector.Max();
        return new FuzzyEvaluationResult(
            vector,
            normalised,
            normalised.Zip(gradeScores, (share, score) => share * score).Sum(),
            Array.FindIndex(vector, value => value >= largest - Tie));
    }

    static double Membership(FuzzyOperator composition, IEnumerable<(double Weight, double Membership)> factors) => composition switch
    {
        FuzzyOperator.MinMax => factors.Max(factor => Math.Min(factor.Weight, factor.Membership)),
        FuzzyOperator.ProductMax => factors.Max(factor => factor.Weight * factor.Membership),
        FuzzyOperator.MinBoundedSum => Math.Min(1, factors.Sum(factor => Math.Min(factor.Weight, factor.Membership))),
        FuzzyOperator.WeightedAverage => factors.Sum(factor => factor.Weight * factor.Membership),
        _ => throw new ArgumentOutOfRangeException(nameof(composition), composition, "Not an operator."),
    };

    static void Require(IReadOnlyList<IReadOnlyList<double>> memberships, IReadOnlyList<double> weights, IReadOnlyList<double> gradeScores)
    {
        if (memberships.Count == 0 || weights.Count != memberships.Count)
            throw new BadInputException("every factor needs a weight and its memberships");
        for (var i = 0; i < memberships.Count; i++)
        {
            if (memberships[i].Count != gradeScores.Count)
                throw new BadInputException("every grade needs a membership and a score", i + 1);
            if (memberships[i].Any(value => value is not (>= 0 and <= 1)))
                throw new BadInputException("a membership must lie in [0, 1]", i + 1);
            if (!(weights[i] >= 0))
                throw new BadInputException("a weight must not be below 0", i + 1);
        }

        if (!(Math.Abs(weights.Sum() - 1) <= WeightTolerance))
            throw new BadInputException(FormattableString.Invariant($"the weights must sum to 1, they sum to {weights.Sum()}"));
    }
}
