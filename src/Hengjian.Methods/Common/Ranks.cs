namespace Hengjian.Methods.Common;

/// <summary>Ranks with ties.</summary>
internal static class Ranks
{
    /// <summary>Midranks from 1, ascending: tied values share the average of the ranks they take. In the order of the input.</summary>
    public static double[] Average(ReadOnlySpan<double> values) => Average(values, out _);

    /// <summary>Midranks, with Σ(t³ − t) over the groups of t tied values.</summary>
    public static double[] Average(ReadOnlySpan<double> values, out double tieTerm)
    {
        var n = values.Length;
        var keys = values.ToArray();
        var order = new int[n];
        for (var i = 0; i < n; i++)
            order[i] = i;
        Array.Sort(keys, order);
        var ranks = new double[n];
        tieTerm = 0;
        for (var start = 0; start < n;)
        {
            var end = start + 1;
            while (end < n && keys[end] == keys[start])
                end++;
            double t = end - start;
            tieTerm += t * t * t - t;
            for (var i = start; i < end; i++)
                ranks[order[i]] = (start + end + 1) / 2.0;
            start = end;
        }
        return ranks;
    }
}
