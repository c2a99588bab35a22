namespace Hengjian.Methods.Monitoring;

/// <summary>Wasserstein-1 (earth mover's) distance of two samples on the line: ∫|F−G|. Source: S. S. Vallender, Theory Probab. Appl. 18 (1974) 784.</summary>
public static class Wasserstein
{
    /// <summary>The distance in the unit of the values; 0 for equal distributions.</summary>
    /// <param name="sortedFirst">Ascending, at least one value.</param>
    /// <param name="sortedSecond">Ascending, at least one value; the sizes may differ.</param>
    public static double Distance(ReadOnlySpan<double> sortedFirst, ReadOnlySpan<double> sortedSecond)
    {
        if (sortedFirst.IsEmpty || sortedSecond.IsEmpty)
            throw new ArgumentException("Both samples need at least one value.", nameof(sortedFirst));
        long n = sortedFirst.Length, m = sortedSecond.Length;
        double area = 0;
        int i = 0, j = 0;
        var previous = Math.Min(sortedFirst[0], sortedSecond[0]);
        while (i < n || j < m)
        {
            var takeFirst = j == m || (i < n && sortedFirst[i] <= sortedSecond[j]);
            var value = takeFirst ? sortedFirst[i] : sortedSecond[j];
            area += Math.Abs((i * m) - (j * n)) * (value - previous);
            previous = value;
            if (takeFirst)
                i++;
            else
                j++;
        }

        return area / ((double)n * m);
    }
}
