using Hengjian.Methods.Weighting;

namespace Hengjian.Methods.Ranking;

/// <summary>One alternative by TOPSIS.</summary>
/// <param name="DistanceToIdeal">Euclidean distance d⁺ to the best values.</param>
/// <param name="DistanceToAntiIdeal">Euclidean distance d⁻ to the worst values.</param>
/// <param name="Closeness">d⁻/(d⁺+d⁻) in [0, 1]; null where both distances are 0, which they are for all alternatives or for none.</param>
/// <param name="Rank">1 = best, ties share the smallest number.</param>
public sealed record TopsisAlternative(double DistanceToIdeal, double DistanceToAntiIdeal, double? Closeness, int Rank);

/// <summary>
/// TOPSIS with vector normalisation: x/√Σx² times the weight, ideal = max of a benefit and min of a cost.
/// Source: C. L. Hwang and K. Yoon, Multiple Attribute Decision Making (1981), ch. 3.
/// </summary>
public static class Topsis
{
    /// <summary>Ranks the alternatives.</summary>
    /// <param name="matrix">The raw values; a column of zeros stays 0.</param>
    /// <param name="weights">One a criterion, not below 0; normalised to sum 1.</param>
    /// <exception cref="Common.BadInputException">Weights that do not fit.</exception>
    public static IReadOnlyList<TopsisAlternative> Compute(CriteriaMatrix matrix, IReadOnlyList<double> weights)
    {
        var scores = Score(matrix, Normalise(matrix), CriteriaWeights.For(matrix, weights));
        var ranks = CompetitionRank.Of([.. scores.Select(score => score.Closeness ?? 0)]);
        return [.. scores.Select((score, i) => score with { Rank = ranks[i] })];
    }

    /// <summary>x/√Σx², one array a criterion.</summary>
    internal static double[][] Normalise(CriteriaMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Criteria).Select(j =>
        {
            var column = matrix.Column(j).ToArray();
            var largest = column.Max(Math.Abs);
            if (largest == 0)
                return column;
            if (largest is < 1e-100 or > 1e100)
                column = [.. column.Select(x => x / largest)]; // its squares would leave the range of a double
            var norm = Math.Sqrt(column.Sum(x => x * x));
            return [.. column.Select(x => x / norm)];
        })];

    /// <summary>Distances and closeness under normalised weights; ranks are left 0.</summary>
    internal static TopsisAlternative[] Score(CriteriaMatrix matrix, double[][] normalised, ReadOnlySpan<double> weights)
    {
        var plus = new double[matrix.Alternatives];
        var minus = new double[matrix.Alternatives];
        for (var j = 0; j < normalised.Length; j++)
        {
            var column = normalised[j];
            var (best, worst) = matrix.IsCost(j) ? (column.Min(), column.Max()) : (column.Max(), column.Min());
            for (var i = 0; i < column.Length; i++)
            {
                plus[i] += Square(weights[j] * (column[i] - best));
                minus[i] += Square(weights[j] * (column[i] - worst));
            }
        }

        return [.. plus.Zip(minus, (toIdeal, toAntiIdeal) =>
        {
            double far = Math.Sqrt(toIdeal), near = Math.Sqrt(toAntiIdeal);
            return new TopsisAlternative(far, near, far + near == 0 ? null : near / (far + near), 0);
        })];
    }

    static double Square(double x) => x * x;
}
