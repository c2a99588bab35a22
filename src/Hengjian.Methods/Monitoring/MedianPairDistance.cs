namespace Hengjian.Methods.Monitoring;

/// <summary>
/// The median distance over all pairs of a sorted sample, without listing the pairs. The number of pairs at most t apart is counted by two pointers in O(n),
/// and t is found by bisection over the bit patterns of the non-negative doubles, which are ordered like the numbers: at most 63 counts, O(n) memory,
/// and the answer is exactly one of the distances.
/// </summary>
internal static class MedianPairDistance
{
    /// <summary>The median of the squared distances of the pairs i &lt; j; for an even number of pairs the mean of the middle two.</summary>
    /// <param name="sorted">Ascending, at least two values.</param>
    public static double Squared(ReadOnlySpan<double> sorted)
    {
        var pairs = (long)sorted.Length * (sorted.Length - 1) / 2;
        var lower = Distance(sorted, (pairs + 1) / 2);
        if (pairs % 2 == 1)
            return lower * lower;
        var upper = CountWithin(sorted, lower) > pairs / 2 ? lower : NextAbove(sorted, lower);
        return ((lower * lower) + (upper * upper)) / 2;
    }

    /// <summary>The distance of rank <paramref name="rank"/>, counted from 1.</summary>
    static double Distance(ReadOnlySpan<double> sorted, long rank)
    {
        long low = 0, high = BitConverter.DoubleToInt64Bits(sorted[^1] - sorted[0]);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (CountWithin(sorted, BitConverter.Int64BitsToDouble(middle)) >= rank)
                high = middle;
            else
                low = middle + 1;
        }

        return BitConverter.Int64BitsToDouble(low);
    }

    static long CountWithin(ReadOnlySpan<double> sorted, double distance)
    {
        long count = 0;
        for (int first = 0, last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] > distance)
                first++;
            count += last - first;
        }

        return count;
    }

    /// <summary>The smallest distance above <paramref name="distance"/>.</summary>
    static double NextAbove(ReadOnlySpan<double> sorted, double distance)
    {
        var next = double.PositiveInfinity;
        for (int first = 0, last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] > distance)
                first++;
            if (first > 0)
                next = Math.Min(next, sorted[last] - sorted[first - 1]);
        }

        return next;
    }
}
