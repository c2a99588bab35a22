using Hengjian.Methods.Common;

namespace Hengjian.Methods.Agreement;

/// <summary>
/// The counts from which the kappas of several raters follow, kept so that a subject can be taken out and put back in time that does not
/// grow with the number of subjects.
/// </summary>
internal sealed class RatingTally
{
    // rating[rater][subject]: index of the category.
    readonly int[][] rating;
    readonly int k;

    // used[rater, category], total[category]: over the subjects that are in.
    readonly long[,] used;
    readonly long[] total;

    // Pairs of raters a < b that agree on a subject, by pair, over the subjects that are in.
    readonly long[] agreeing;
    long subjectsIn;

    /// <summary>Counts the ratings of every subject.</summary>
    /// <exception cref="BadInputException">No subjects, different lengths, or a rating that is none of the categories.</exception>
    public RatingTally(IReadOnlyList<IReadOnlyList<string>> ratings, Categories categories)
    {
        Raters = ratings.Count;
        Subjects = ratings[0].Count;
        k = categories.Count;
        if (Subjects == 0)
            throw new BadInputException("there are no ratings");
        rating = new int[Raters][];
        used = new long[Raters, k];
        total = new long[k];
        agreeing = new long[Raters * (Raters - 1) / 2];
        for (var rater = 0; rater < Raters; rater++)
        {
            if (ratings[rater].Count != Subjects)
                throw new BadInputException("the raters have different numbers of ratings");
            rating[rater] = new int[Subjects];
            for (var subject = 0; subject < Subjects; subject++)
            {
                var index = categories.IndexOf(ratings[rater][subject]);
                rating[rater][subject] = index >= 0 ? index : throw new BadInputException("not one of the categories", subject + 1, value: ratings[rater][subject]);
            }
        }
        for (var subject = 0; subject < Subjects; subject++)
            Restore(subject);
    }

    public int Raters { get; }

    /// <summary>All subjects, in or out.</summary>
    public int Subjects { get; }

    public void Remove(int subject) => Change(subject, -1);

    public void Restore(int subject) => Change(subject, 1);

    /// <summary>Fleiss' kappa, or null where every rating is of one category.</summary>
    public double? Fleiss() => Kappa(ExpectedDisagreement());

    /// <summary>Conger's: from the chance agreement is taken what the raters' shares of each category vary, Σⱼ var/r.</summary>
    public double? Conger()
    {
        double spread = 0;
        for (var category = 0; category < k; category++)
        {
            var mean = (double)total[category] / Raters;
            double squares = 0;
            for (var rater = 0; rater < Raters; rater++)
                squares += Square((used[rater, category] - mean) / subjectsIn);
            spread += squares / (Raters - 1);
        }
        return Kappa(ExpectedDisagreement() + spread / Raters);
    }

    /// <summary>The mean of the pairwise unweighted Cohen kappas, or null where one is undefined.</summary>
    public double? Light()
    {
        double sum = 0;
        var pair = 0;
        for (var a = 0; a < Raters; a++)
        {
            for (var b = a + 1; b < Raters; b++, pair++)
            {
                // n²(1 − pₑ) = Σ over different categories, in whole numbers.
                Int128 expected = (Int128)subjectsIn * subjectsIn;
                for (var category = 0; category < k; category++)
                    expected -= (Int128)used[a, category] * used[b, category];
                if (expected == 0)
                    return null;
                sum += 1 - (double)((Int128)(subjectsIn - agreeing[pair]) * subjectsIn) / (double)expected;
            }
        }
        return sum / pair;
    }

    /// <summary>Fleiss' kappa of one category against the rest, or null where nobody used it or everybody always.</summary>
    public double? OfCategory(int category)
    {
        var share = total[category] / ((double)subjectsIn * Raters);
        if (total[category] == 0 || total[category] == subjectsIn * Raters)
            return null;
        double disagreeing = 0;
        for (var subject = 0; subject < Subjects; subject++)
        {
            var count = 0;
            for (var rater = 0; rater < Raters; rater++)
                count += rating[rater][subject] == category ? 1 : 0;
            disagreeing += (double)count * (Raters - count);
        }
        return 1 - disagreeing / (subjectsIn * (double)Raters * (Raters - 1) * share * (1 - share));
    }

    /// <summary>The standard error of Fleiss' kappa where there is no agreement beyond chance.</summary>
    public double NullError()
    {
        double pq = 0, skew = 0;
        for (var category = 0; category < k; category++)
        {
            var p = total[category] / ((double)subjectsIn * Raters);
            pq += p * (1 - p);
            skew += p * (1 - p) * (1 - 2 * p);
        }
        return Math.Sqrt(2.0 / ((double)subjectsIn * Raters * (Raters - 1))) / pq * Math.Sqrt(pq * pq - skew);
    }

    double? Kappa(double expectedDisagreement)
    {
        if (!(expectedDisagreement > 0)) // 0, or not a number where no subject is in
            return null;
        double agreements = 0;
        foreach (var count in agreeing)
            agreements += count;
        var observedDisagreement = 1 - agreements / ((double)agreeing.Length * subjectsIn);
        return 1 - observedDisagreement / expectedDisagreement;
    }

    /// <summary>1 − Σpⱼ² = Σpⱼ(1−pⱼ); exactly 0 where one category has all ratings.</summary>
    double ExpectedDisagreement()
    {
        var all = (double)subjectsIn * Raters;
        double sum = 0;
        foreach (var count in total)
            sum += count / all * ((all - count) / all);
        return sum;
    }

    void Change(int subject, int by)
    {
        subjectsIn += by;
        var pair = 0;
        for (var a = 0; a < Raters; a++)
        {
            var category = rating[a][subject];
            used[a, category] += by;
            total[category] += by;
            for (var b = a + 1; b < Raters; b++, pair++)
            {
                if (rating[b][subject] == category)
                    agreeing[pair] += by;
            }
        }
    }

    static double Square(double value) => value * value;
}
