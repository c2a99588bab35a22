using Hengjian.Methods.Weighting;

namespace Hengjian.Cli.Methods.Weighting;

/// <summary>Pairwise judgements as questionnaires give them: a row an expert, a column <c>A_B</c> a pair.</summary>
internal sealed class PairwiseReader
{
    readonly (string Column, int First, int Second)[] pairs;

    PairwiseReader(IReadOnlyList<string> items, (string Column, int First, int Second)[] pairs)
    {
        Items = items;
        this.pairs = pairs;
    }

    /// <summary>In the order of their first appearance in the header.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>Finds the pairs in the header; every pair must be there exactly once, in either direction.</summary>
    public static PairwiseReader Of(IEnumerable<string> columns, string separator)
    {
        var items = new List<string>();
        var found = new List<(string Column, int First, int Second)>();
        foreach (var column in columns)
        {
            var names = column.Split(separator);
            if (names.Length != 2 || names[0].Length == 0 || names[1].Length == 0 || names[0] == names[1])
                throw new DataFileException($"not a pair of items joined by \"{separator}\"", 1, column);
            var (first, second) = (PositionOf(names[0]), PositionOf(names[1]));
            if (found.Exists(pair => (pair.First == first && pair.Second == second) || (pair.First == second && pair.Second == first)))
                throw new DataFileException("the pair is there twice", 1, column);
            found.Add((column, first, second));
        }

        for (var first = 0; first < items.Count; first++)
        {
            for (var second = first + 1; second < items.Count; second++)
            {
                if (!found.Exists(pair => Math.Min(pair.First, pair.Second) == first && Math.Max(pair.First, pair.Second) == second))
                    throw new DataFileException("missing column, every pair of items must be judged", 1, items[first] + separator + items[second]);
            }
        }

        return new PairwiseReader(items, [.. found]);

        int PositionOf(string item)
        {
            if (!items.Contains(item))
                items.Add(item);
            return items.IndexOf(item);
        }
    }

    /// <summary>Judgements such as 5 or 0.2: how many times the first item is preferred to the second. One matrix a row.</summary>
    public PairwiseMatrix[] ReadRatios(DataTable data) => Read(data, NumberRule.Positive, (_, _, ratio) => ratio);

    /// <summary>Judgements such as 5 or −5: a magnitude of at least 1, and the sign for the item that it favours. One matrix a row.</summary>
    public PairwiseMatrix[] ReadSigned(DataTable data, bool positiveFavoursFirst) => Read(data, NumberRule.Any, (row, column, judgement) =>
    {
        if (judgement is > -1 and < 1)
            throw data.Bad(row, column, "a signed judgement must be at least 1 or at most -1");
        return judgement > 0 == positiveFavoursFirst ? Math.Abs(judgement) : 1 / Math.Abs(judgement);
    });

    PairwiseMatrix[] Read(DataTable data, NumberRule rule, Func<int, string, double, double> toRatio)
    {
        var ratios = new double[data.RowCount][,];
        for (var row = 0; row < ratios.Length; row++)
            ratios[row] = new double[Items.Count, Items.Count];
        foreach (var (column, first, second) in pairs)
        {
            var judgements = data.Numbers(column, rule);
            for (var row = 0; row < ratios.Length; row++)
            {
                var ratio = toRatio(row, column, judgements[row]);
                ratios[row][Math.Min(first, second), Math.Max(first, second)] = first < second ? ratio : 1 / ratio;
            }
        }

        return [.. ratios.Select(upper => PairwiseMatrix.FromUpper(Items.Count, (i, j) => upper[i, j]))];
    }
}
