using Hengjian.Governance.Quality.Counting;
using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Intervals = Hengjian.Methods.Diagnostic.Proportion;

namespace Hengjian.Governance.Quality.Statistics;

/// <summary>Figures from sums of counts. Formulas are those of the numeric engine; what is here is which counts go in.</summary>
internal sealed class FigureMath(double level)
{
    public ProportionFigure Proportion(long numerator, long denominator)
    {
        var estimate = Intervals.Estimate(numerator, denominator, level);
        return new ProportionFigure(numerator, denominator, estimate.Value, estimate.Interval?.Low, estimate.Interval?.High);
    }

    /// <summary>The matrix whose four tallies begin at <paramref name="truePositive"/>.</summary>
    public ConfusionFigures Confusion(ReadOnlySpan<long> counts, Tally truePositive)
    {
        var (tp, fp, tn, fn) = (counts[(int)truePositive], counts[(int)truePositive + 1], counts[(int)truePositive + 2], counts[(int)truePositive + 3]);
        return new ConfusionFigures(
            tp,
            fp,
            tn,
            fn,
            Proportion(tp, tp + fn),
            Proportion(tn, tn + fp),
            Proportion(tp, tp + fp),
            Proportion(tn, tn + fn),
            Proportion(tp + tn, tp + fp + tn + fn));
    }

    public DifferenceFigure Difference(ProportionFigure first, ProportionFigure second)
    {
        if (first.Denominator == 0 || second.Denominator == 0)
        {
            return new DifferenceFigure(null, null, null);
        }

        var interval = Intervals.NewcombeDifference(
            first.Numerator, first.Denominator, second.Numerator, second.Denominator, level);
        return new DifferenceFigure(first.Value - second.Value, interval.Low, interval.High);
    }

    /// <summary>
    /// The paired difference (b − c)/n with the adjusted Wald interval of Bonett and Price (J. Educ. Behav. Stat. 37 (2012) 479), which one pair more each way keeps from
    /// vanishing, and McNemar's exact p.
    /// </summary>
    public PairedGain? Paired(ReadOnlySpan<long> counts)
    {
        var (right, gained, lost, wrong) = (
            counts[(int)Tally.PairsBothRight], counts[(int)Tally.PairsGained], counts[(int)Tally.PairsLost], counts[(int)Tally.PairsBothWrong]);
        var n = right + gained + lost + wrong;
        if (n == 0)
        {
            return null;
        }

        var (b, c) = ((gained + 1.0) / (n + 2), (lost + 1.0) / (n + 2));
        var half = Distributions.NormalCritical(level) * Math.Sqrt((b + c - ((b - c) * (b - c))) / (n + 2));
        var p = McNemar.Test(new PairedTable(right, lost, gained, wrong)).PExact;
        return new PairedGain(
            n, right, gained, lost, wrong, (double)(gained - lost) / n, Math.Max(-1, b - c - half), Math.Min(1, b - c + half), p);
    }

    /// <summary>Quartiles and the ninth decile of a distribution given by counts of grid steps, interpolated between order statistics (Hyndman and Fan's type 7).</summary>
    public static SecondsFigures Seconds(SortedDictionary<long, long> bins)
    {
        var n = bins.Values.Sum();
        double? At(double share)
        {
            if (n == 0)
            {
                return null;
            }

            var place = share * (n - 1);
            var low = (long)Math.Floor(place);
            var (first, second) = (Step(bins, low), Step(bins, Math.Min(low + 1, n - 1)));
            return Math.Round((first + ((place - low) * (second - first))) * CaseTallies.SecondsGrid, 6);
        }

        return new SecondsFigures(n, At(0.25), At(0.5), At(0.75), At(0.9));
    }

    /// <summary>Mann and Whitney's estimate from counts of grid steps: ties, which the grid makes, count half.</summary>
    public static AucFigure? Auc(SortedDictionary<long, long> positives, SortedDictionary<long, long> negatives)
    {
        var (p, n) = (positives.Values.Sum(), negatives.Values.Sum());
        if (p + n == 0)
        {
            return null;
        }

        double wins = 0;
        long below = 0;
        using var negative = negatives.GetEnumerator();
        var more = negative.MoveNext();
        foreach (var (step, count) in positives)
        {
            while (more && negative.Current.Key < step)
            {
                below += negative.Current.Value;
                more = negative.MoveNext();
            }

            var tied = more && negative.Current.Key == step ? negative.Current.Value : 0;
            wins += count * (below + (tied / 2.0));
        }

        return new AucFigure(p == 0 || n == 0 ? null : wins / p / n, p, n, Binned: true);
    }

    /// <summary>The step at a place, counted from 0, of the sorted values.</summary>
    private static double Step(SortedDictionary<long, long> bins, long place)
    {
        foreach (var (step, count) in bins)
        {
            if (place < count)
            {
                return step;
            }

            place -= count;
        }

        throw new ArgumentOutOfRangeException(nameof(place));
    }
}
