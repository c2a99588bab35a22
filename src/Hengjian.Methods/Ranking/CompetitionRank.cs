namespace Hengjian.Methods.Ranking;

/// <summary>Ranks of scores where 1 is best.</summary>
internal static class CompetitionRank
{
    const double Tie = 1e-12;

    /// <summary>1 + the number of scores that are higher by more than 1e-12: ties share the smallest rank.</summary>
    public static int[] Of(IReadOnlyList<double> scores)
    {
        double[] sorted = [.. scores.Order()];
        return [.. scores.Select(score => 1 + sorted.Length - CountAtMost(sorted, score + Tie))];
    }

    /// <summary>
    /// Positions from best to worst. Scores within 1e-12 of their neighbour in the order are tied and keep the order of the input, so that
    /// rounding does not decide between alternatives of equal worth.
    /// </summary>
    public static void Order(ReadOnlySpan<double> scores, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var keys = scores.ToArray();
        keys.AsSpan().Sort(order, static (a, b) => b.CompareTo(a));
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && keys[end - 1] - keys[end] <= Tie)
                end++;
            order[start..end].Sort();
        }
    }

    static int CountAtMost(double[] sorted, double bound)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= bound)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
