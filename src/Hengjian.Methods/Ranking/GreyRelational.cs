using Hengjian.Methods.Common;
using Hengjian.Methods.Weighting;

namespace Hengjian.Methods.Ranking;

/// <summary>One alternative by grey relational analysis.</summary>
/// <param name="Grade">Weighted relational grade in (0, 1].</param>
/// <param name="Rank">1 = best, ties share the smallest number.</param>
public readonly record struct GreyRelationalAlternative(double Grade, int Rank);

/// <summary>
/// Grey relational analysis against the ideal: on min–max values Δ = 1−r (0 for a constant criterion), ξ = (Δmin+ρΔmax)/(Δ+ρΔmax) with Δmin and
/// Δmax over the whole matrix, grade = Σwξ. Source: J. L. Deng, J. Grey Syst. 1 (1989) 1.
/// </summary>
public static class GreyRelational
{
    /// <summary>Grades the alternatives.</summary>
    /// <param name="matrix">The raw values.</param>
    /// <param name="weights">One a criterion, not below 0; normalised to sum 1.</param>
    /// <param name="distinguishing">ρ in (0, 1].</param>
    /// <exception cref="BadInputException">ρ out of range, or weights that do not fit.</exception>
    /// <exception cref="UndefinedResultException">All criteria are constant.</exception>
    public static IReadOnlyList<GreyRelationalAlternative> Compute(CriteriaMatrix matrix, IReadOnlyList<double> weights, double distinguishing = 0.5)
    {
        if (distinguishing is not (> 0 and <= 1))
            throw new BadInputException("rho must lie in (0, 1]");
        var normalised = CriteriaWeights.For(matrix, weights);
        double[][] distances = [.. matrix.MinMax(whenConstant: 1).Select(column => column.Select(r => 1 - r).ToArray())];
        var smallest = distances.Min(column => column.Min());
        var largest = distances.Max(column => column.Max());
        if (largest == 0)
            throw new UndefinedResultException("all criteria are constant, the alternatives do not differ");

        var grades = new double[matrix.Alternatives];
        for (var j = 0; j < distances.Length; j++)
        {
            for (var i = 0; i < grades.Length; i++)
                grades[i] += normalised[j] * (smallest + (distinguishing * largest)) / (distances[j][i] + (distinguishing * largest));
        }

        var ranks = CompetitionRank.Of(grades);
        return [.. grades.Select((grade, i) => new GreyRelationalAlternative(grade, ranks[i]))];
    }
}
