namespace Hengjian.Methods.Common;

/// <summary>Sample quantiles by the definitions of Hyndman and Fan, "Sample Quantiles in Statistical Packages", Am. Stat. 50 (1996) 361.</summary>
public static class Quantiles
{
    /// <summary>Type 7: h = (n−1)q, x₍⌊h⌋₎ + (h−⌊h⌋)(x₍⌊h⌋+1₎ − x₍⌊h⌋₎), in this form so that ties stay exact.</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    /// <param name="probability">q in [0, 1].</param>
    public static double Type7(ReadOnlySpan<double> sorted, double probability)
    {
        RequireProbability(sorted, probability);
        return Interpolate(sorted, (sorted.Length - 1) * probability);
    }

    /// <summary>Type 9, approximately unbiased for normal data: the position, counted from 1, is (n + ¼)q + ⅜.</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    /// <param name="probability">q in [0, 1].</param>
    public static double Type9(ReadOnlySpan<double> sorted, double probability)
    {
        RequireProbability(sorted, probability);
        var position = ((sorted.Length + 0.25) * probability) + 0.375;
        return Interpolate(sorted, Math.Clamp(position - 1, 0, sorted.Length - 1));
    }

    static double Interpolate(ReadOnlySpan<double> sorted, double position)
    {
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    static void RequireProbability(ReadOnlySpan<double> sorted, double probability)
    {
        if (sorted.IsEmpty)
            throw new ArgumentException("A quantile needs at least one value.", nameof(sorted));
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
    }
}
