using Hengjian.Methods.Common;

namespace Hengjian.Methods.Agreement;

/// <summary>A kappa with its jackknife standard error.</summary>
/// <param name="Value">At most 1; null where undefined.</param>
/// <param name="StandardError">By the jackknife over subjects; null where a subject left out makes kappa undefined.</param>
/// <param name="Interval">Kappa ± z·standard error, not cut.</param>
public sealed record JackknifedKappa(double? Value, double? StandardError, Interval? Interval);

/// <summary>Agreement on one category against all others.</summary>
/// <param name="Category">Its label.</param>
/// <param name="Kappa">Null where nobody used it, or everybody always.</param>
/// <param name="Z">Kappa over its null standard error √(2/(nr(r−1))).</param>
/// <param name="P">Two-sided.</param>
public sealed record CategoryKappa(string Category, double? Kappa, double? Z, double? P);

/// <summary>Agreement of several raters.</summary>
/// <param name="Subjects">n.</param>
/// <param name="Raters">r.</param>
/// <param name="Fleiss">Fleiss' kappa.</param>
/// <param name="Z">Fleiss' kappa over its null standard error.</param>
/// <param name="P">Two-sided, by the normal law.</param>
/// <param name="Conger">Conger's kappa, whose chance agreement keeps each rater's own shares.</param>
/// <param name="Light">Light's kappa, the mean of the pairwise Cohen kappas; undefined where one of these is.</param>
/// <param name="Categories">Each category, in order.</param>
public sealed record FleissKappaResult(
    int Subjects,
    int Raters,
    JackknifedKappa Fleiss,
    double Z,
    double P,
    JackknifedKappa Conger,
    JackknifedKappa Light,
    IReadOnlyList<CategoryKappa> Categories);

/// <summary>Agreement of r ≥ 2 raters who all rated every subject: Fleiss, Conger and Light.</summary>
/// <remarks>
/// Fleiss, Psychol. Bull. 76 (1971) 378 and, for the variances, Fleiss, Nee and Landis, ibid. 86 (1979) 974; Conger, ibid. 88 (1980) 322;
/// Light, ibid. 76 (1971) 365; the jackknife of Efron and Stein over subjects.
/// </remarks>
public static class FleissKappa
{
    /// <summary>All three kappas.</summary>
    /// <param name="ratings">One list a rater, each with the category of every subject.</param>
    /// <param name="categories">The scale; null for the categories that any rater used.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <param name="cancellation">Watched between subjects.</param>
    /// <exception cref="BadInputException">Fewer than two raters, no subjects, different lengths, or a rating that is none of the categories.</exception>
    /// <exception cref="UndefinedResultException">Every rating is of one category.</exception>
    public static FleissKappaResult Analyse(
        IReadOnlyList<IReadOnlyList<string>> ratings, Categories? categories = null, double level = 0.95, CancellationToken cancellation = default)
    {
        var critical = Distributions.NormalCritical(level);
        if (ratings.Count < 2)
            throw new BadInputException("agreement needs at least two raters");
        categories ??= Categories.Of(ratings.SelectMany(column => column));
        var tally = new RatingTally(ratings, categories);
        if (tally.Fleiss() is not { } fleiss)
            throw new UndefinedResultException("expected agreement is 1: every rating is of one category");

        var (conger, light) = (tally.Conger(), tally.Light());
        var without = new (double? Fleiss, double? Conger, double? Light)[tally.Subjects];
        for (var subject = 0; subject < without.Length; subject++)
        {
            cancellation.ThrowIfCancellationRequested();
            tally.Remove(subject);
            without[subject] = (tally.Fleiss(), tally.Conger(), tally.Light());
            tally.Restore(subject);
        }
        var z = fleiss / tally.NullError();
        return new FleissKappaResult(
            tally.Subjects,
            ratings.Count,
            Jackknifed(fleiss, without.Select(kappas => kappas.Fleiss), critical),
            z,
            Distributions.NormalTwoSided(z),
            Jackknifed(conger, without.Select(kappas => kappas.Conger), critical),
            Jackknifed(light, without.Select(kappas => kappas.Light), critical),
            [.. categories.Labels.Select((label, category) => OfCategory(tally, label, category))]);
    }

    static JackknifedKappa Jackknifed(double? kappa, IEnumerable<double?> without, double critical)
    {
        double?[] replicates = [.. without];
        if (kappa is not { } value || replicates.Length < 2 || Array.Exists(replicates, replicate => replicate is null))
            return new JackknifedKappa(kappa, null, null);
        var mean = replicates.Average()!.Value;
        var error = Math.Sqrt((replicates.Length - 1.0) / replicates.Length * replicates.Sum(replicate => Square(replicate!.Value - mean)));
        return new JackknifedKappa(kappa, error, new Interval(value - critical * error, value + critical * error));
    }

    static CategoryKappa OfCategory(RatingTally tally, string label, int category)
    {
        if (tally.OfCategory(category) is not { } kappa)
            return new CategoryKappa(label, null, null, null);
        var z = kappa / Math.Sqrt(2.0 / ((double)tally.Subjects * tally.Raters * (tally.Raters - 1)));
        return new CategoryKappa(label, kappa, z, Distributions.NormalTwoSided(z));
    }

    static double Square(double value) => value * value;
}
