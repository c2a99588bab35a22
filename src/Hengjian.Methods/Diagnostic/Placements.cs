using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>Which scores speak for the positive class. The direction is never guessed.</summary>
public enum ScoreDirection
{
    /// <summary>Higher scores are more positive.</summary>
    Higher,

    /// <summary>Lower scores are more positive.</summary>
    Lower,
}

/// <summary>
/// Where each case stands among the cases of the other class: the structural components of DeLong, DeLong and Clarke-Pearson (Biometrics 44 (1988) 837),
/// by sorting in O(n log n) as Sun and Xu (IEEE Signal Process. Lett. 21 (2014) 1389) do with midranks.
/// </summary>
/// <remarks>
/// They are kept as whole numbers, twice the count with a tie counted once, so that the area, its variance and every covariance are exact up to one
/// final rounding, also where cases are many and differences small.
/// </remarks>
internal sealed class Placements
{
    // From this size the two classes are sorted at the same time.
    const int ParallelFrom = 50_000;

    Placements(int[] positives, int[] negatives)
    {
        Positives = positives;
        Negatives = negatives;
        foreach (var place in positives)
            Total += place;
    }

    /// <summary>Per positive case in the order of the input: 2·(negatives below it) + (negatives tied with it) = 2n₀V₁.</summary>
    public int[] Positives { get; }

    /// <summary>Per negative case in the order of the input: 2·(positives above it) + (positives tied with it) = 2n₁V₀.</summary>
    public int[] Negatives { get; }

    /// <summary>The sum over the positive cases, which is the sum over the negative cases too: 2n₁n₀ times the area.</summary>
    public long Total { get; }

    /// <summary>Area under the empirical ROC curve, the Mann–Whitney statistic with midranks.</summary>
    public double Auc => Total / (2.0 * Positives.Length * Negatives.Length);

    /// <summary>Whether both classes have the two cases that a sample variance needs.</summary>
    public bool HasVariance => Positives.Length > 1 && Negatives.Length > 1;

    /// <summary>Places every case of <paramref name="truth"/> by its score.</summary>
    /// <exception cref="BadInputException">Different lengths, or a score that is not finite.</exception>
    /// <exception cref="UndefinedResultException">One class only.</exception>
    public static Placements Of(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, ScoreDirection direction)
    {
        if (truth.Length != scores.Length)
            throw new BadInputException("truth and scores have different lengths");
        var positives = truth.Count(true);
        if (positives == 0 || positives == truth.Length)
            throw new UndefinedResultException($"one class only: the truth is {(positives == 0 ? 0 : 1)} in every case");

        var positiveKeys = GC.AllocateUninitializedArray<ulong>(positives);
        var negativeKeys = GC.AllocateUninitializedArray<ulong>(truth.Length - positives);
        int p = 0, q = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            var score = direction == ScoreDirection.Higher ? scores[i] : -scores[i];
            if (!double.IsFinite(score))
                throw new BadInputException("a score must be a finite number", row: i + 1);
            if (truth[i])
                positiveKeys[p++] = KeySort.Key(score);
            else
                negativeKeys[q++] = KeySort.Key(score);
        }

        int[] positiveOrder = [], negativeOrder = [];
        if (truth.Length < ParallelFrom)
        {
            positiveOrder = KeySort.Sort(positiveKeys);
            negativeOrder = KeySort.Sort(negativeKeys);
        }
        else
        {
            Parallel.Invoke(() => positiveOrder = KeySort.Sort(positiveKeys), () => negativeOrder = KeySort.Sort(negativeKeys));
        }
        return Merge(positiveKeys, positiveOrder, negativeKeys, negativeOrder);
    }

    static Placements Merge(ulong[] positiveKeys, int[] positiveOrder, ulong[] negativeKeys, int[] negativeOrder)
    {
        int n1 = positiveKeys.Length, n0 = negativeKeys.Length;
        var positives = GC.AllocateUninitializedArray<int>(n1);
        var negatives = GC.AllocateUninitializedArray<int>(n0);
        int i = 0, j = 0;
        while (i < n1 || j < n0)
        {
            var value = i == n1 ? negativeKeys[j] : j == n0 ? positiveKeys[i] : Math.Min(positiveKeys[i], negativeKeys[j]);
            int iEnd = i, jEnd = j;
            while (iEnd < n1 && positiveKeys[iEnd] == value)
                iEnd++;
            while (jEnd < n0 && negativeKeys[jEnd] == value)
                jEnd++;
            var ofPositive = j + jEnd;
            var ofNegative = n1 - i + (n1 - iEnd);
            for (; i < iEnd; i++)
                positives[positiveOrder[i]] = ofPositive;
            for (; j < jEnd; j++)
                negatives[negativeOrder[j]] = ofNegative;
        }
        return new Placements(positives, negatives);
    }
}

/// <summary>
/// The DeLong covariance of two areas on the same cases, S₁/n₁ + S₀/n₀ with sample covariances (n−1), held as the exact whole numbers
/// n·Σab − Σa·Σb of both classes: sums and differences of such covariances do not cancel.
/// </summary>
internal readonly struct DeLongCovariance
{
    readonly Int128 ofPositives;
    readonly Int128 ofNegatives;
    readonly double n1;
    readonly double n0;

    DeLongCovariance(Int128 ofPositives, Int128 ofNegatives, double n1, double n0)
    {
        this.ofPositives = ofPositives;
        this.ofNegatives = ofNegatives;
        this.n1 = n1;
        this.n0 = n0;
    }

    /// <summary>The covariance itself; at least two cases of each class are needed.</summary>
    public double Value
    {
        get
        {
            // Σ over the n₁ positives carries the scale (2n₀)², over the n₀ negatives (2n₁)².
            var positives = (double)ofPositives / (n1 * (n1 - 1)) / (4 * n0 * n0) / n1;
            var negatives = (double)ofNegatives / (n0 * (n0 - 1)) / (4 * n1 * n1) / n0;
            return positives + negatives;
        }
    }

    public static DeLongCovariance Of(Placements a, Placements b) => new(
        Scatter(a.Positives, b.Positives, a.Total, b.Total),
        Scatter(a.Negatives, b.Negatives, a.Total, b.Total),
        a.Positives.Length,
        a.Negatives.Length);

    /// <summary>The variance of the difference of two areas: a + b − 2·ab.</summary>
    public static DeLongCovariance OfDifference(DeLongCovariance a, DeLongCovariance b, DeLongCovariance ab) => new(
        a.ofPositives + b.ofPositives - 2 * ab.ofPositives, a.ofNegatives + b.ofNegatives - 2 * ab.ofNegatives, a.n1, a.n0);

    static Int128 Scatter(int[] a, int[] b, long totalA, long totalB)
    {
        UInt128 products = 0;
        ulong block = 0;
        for (var i = 0; i < a.Length; i++)
        {
            // A product stays below 2⁶², so two fit before the block has to be carried over.
            block += (ulong)a[i] * (ulong)b[i];
            if (block >= 1UL << 62)
            {
                products += block;
                block = 0;
            }
        }
        products += block;
        return (Int128)(products * (UInt128)a.Length) - (Int128)totalA * totalB;
    }
}
