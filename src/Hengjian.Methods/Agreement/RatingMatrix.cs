using Hengjian.Methods.Common;

namespace Hengjian.Methods.Agreement;

/// <summary>What the methods on numeric ratings ask of their columns.</summary>
internal static class RatingMatrix
{
    /// <summary>Refuses what cannot be analysed.</summary>
    /// <exception cref="BadInputException">Fewer than two raters or subjects, different lengths, or a rating that is not finite.</exception>
    public static void Require(IReadOnlyList<double[]> ratings)
    {
        if (ratings.Count < 2)
            throw new BadInputException("agreement needs at least two raters");
        if (ratings[0].Length < 2)
            throw new BadInputException("too few rows: agreement needs at least two subjects");
        foreach (var column in ratings)
        {
            if (column.Length != ratings[0].Length)
                throw new BadInputException("the raters have different numbers of ratings");
            var bad = Array.FindIndex(column, value => !double.IsFinite(value));
            if (bad >= 0)
                throw new BadInputException("a rating must be a finite number", row: bad + 1);
        }
    }
}
