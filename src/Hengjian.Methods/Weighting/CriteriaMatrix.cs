using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>Alternatives (rows) judged on criteria (columns); immutable.</summary>
public sealed class CriteriaMatrix
{
    readonly double[][] columns;
    readonly bool[] isCost;

    /// <summary>Takes a copy of the values.</summary>
    /// <param name="columns">One list a criterion, each with one finite value an alternative.</param>
    /// <param name="isCost">For each criterion whether a smaller value is better; null for none.</param>
    /// <exception cref="BadInputException">No criterion, no alternative, lists of different lengths, or a value that is not finite.</exception>
    public CriteriaMatrix(IReadOnlyList<IReadOnlyList<double>> columns, IReadOnlyList<bool>? isCost = null)
    {
        if (columns.Count == 0 || columns[0].Count == 0)
            throw new BadInputException("a criteria matrix needs at least one criterion and one alternative");
        if (isCost is not null && isCost.Count != columns.Count)
            throw new BadInputException("a direction is needed for every criterion");
        this.columns = [.. columns.Select(column => column.ToArray())];
        this.isCost = isCost?.ToArray() ?? new bool[columns.Count];
        foreach (var column in this.columns)
        {
            if (column.Length != this.columns[0].Length)
                throw new BadInputException("the criteria have different numbers of alternatives");
            var bad = Array.FindIndex(column, value => !double.IsFinite(value));
            if (bad >= 0)
                throw new BadInputException("a value is not a finite number", bad + 1);
        }
    }

    /// <summary>Number of rows.</summary>
    public int Alternatives => columns[0].Length;

    /// <summary>Number of columns.</summary>
    public int Criteria => columns.Length;

    /// <summary>Whether a smaller value of the criterion is better.</summary>
    public bool IsCost(int criterion) => isCost[criterion];

    /// <summary>The values of a criterion, as given.</summary>
    public ReadOnlySpan<double> Column(int criterion) => columns[criterion];

    /// <summary>Whether all alternatives have the same value.</summary>
    public bool IsConstant(int criterion) => columns[criterion].AsSpan().IndexOfAnyExcept(columns[criterion][0]) < 0;

    /// <summary>
    /// The criterion on [0, 1], 1 best: (x−min)/(max−min), for a cost (max−x)/(max−min); <paramref name="whenConstant"/> for a constant one.
    /// </summary>
    public double[] MinMax(int criterion, double whenConstant = 0)
    {
        var column = columns[criterion];
        if (double.IsInfinity(column.Max() - column.Min()))
            column = [.. column.Select(x => x / 2)]; // or the range would leave that of a double
        double low = column.Min(), high = column.Max();
        if (low == high)
            return [.. column.Select(_ => whenConstant)];
        return isCost[criterion]
            ? [.. column.Select(x => (high - x) / (high - low))]
            : [.. column.Select(x => (x - low) / (high - low))];
    }

    /// <summary>Every criterion on [0, 1], one array a criterion.</summary>
    public double[][] MinMax(double whenConstant = 0) => [.. Enumerable.Range(0, Criteria).Select(j => MinMax(j, whenConstant))];
}
