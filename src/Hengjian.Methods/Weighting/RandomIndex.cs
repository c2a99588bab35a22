using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>Which table gives the mean consistency index of random judgements.</summary>
public enum RandomIndex
{
    /// <summary>T. L. Saaty's table for 1 to 15 items.</summary>
    Saaty,

    /// <summary>(1.7699n − 4.3513)/(n−1), J. A. Alonso and M. T. Lamata, Int. J. Uncertain. Fuzz. 14 (2006) 445.</summary>
    AlonsoLamata,
}

/// <summary>Values of a random index.</summary>
public static class RandomIndexes
{
    static readonly double[] SaatyTable = [0, 0, .58, .90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

    /// <summary>The index for <paramref name="items"/> items; 0 for one or two, which are always consistent.</summary>
    /// <exception cref="BadInputException">More than 15 items with Saaty's table.</exception>
    public static double For(this RandomIndex index, int items)
    {
        if (items <= 2)
            return 0;
        if (index == RandomIndex.AlonsoLamata)
            return ((1.7699 * items) - 4.3513) / (items - 1);
        return items <= SaatyTable.Length
            ? SaatyTable[items - 1]
            : throw new BadInputException($"Saaty's table of random indices ends at 15 items, here are {items}: use Alonso and Lamata's");
    }
}
