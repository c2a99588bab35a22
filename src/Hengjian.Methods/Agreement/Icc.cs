using Hengjian.Methods.Common;

namespace Hengjian.Methods.Agreement;

/// <summary>One intraclass correlation.</summary>
/// <param name="Value">At most 1, may be negative; null where it is 0/0.</param>
/// <param name="Interval">By the F law; null where <paramref name="Value"/> is or the degrees of freedom are not defined.</param>
public sealed record IntraclassCorrelation(double? Value, Interval? Interval);

/// <summary>The single-measure intraclass correlations of n subjects by k raters.</summary>
/// <param name="Subjects">n.</param>
/// <param name="Raters">k.</param>
/// <param name="OneWay">ICC(1,1): raters differ from subject to subject.</param>
/// <param name="AbsoluteAgreement">ICC(2,1): raters are a sample, and their level counts.</param>
/// <param name="Consistency">ICC(3,1): these raters, and their level does not count.</param>
public sealed record IccResult(
    int Subjects, int Raters, IntraclassCorrelation OneWay, IntraclassCorrelation AbsoluteAgreement, IntraclassCorrelation Consistency);

/// <summary>Intraclass correlations from the two-way table of mean squares.</summary>
/// <remarks>Shrout and Fleiss, Psychol. Bull. 86 (1979) 420; intervals of McGraw and Wong, Psychol. Methods 1 (1996) 30.</remarks>
public static class Icc
{
    /// <summary>The three correlations with their intervals.</summary>
    /// <param name="ratings">One array a rater, each with a finite rating of every subject.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">Fewer than two raters or subjects, different lengths, or a rating that is not finite.</exception>
    /// <exception cref="UndefinedResultException">All ratings are equal.</exception>
    public static IccResult Analyse(IReadOnlyList<double[]> ratings, double level = 0.95)
    {
        RatingMatrix.Require(ratings);
        Distributions.RequireLevel(level);
        if (ratings.All(column => Array.TrueForAll(column, value => value == ratings[0][0])))
            throw new UndefinedResultException("zero variance: all ratings are equal");
        var squares = new TwoWayTable(ratings);
        int n = ratings[0].Length, k = ratings.Count;
        var tail = (1 - level) / 2;
        return new IccResult(
            n,
            k,
            OneFactor(squares.Subjects, squares.Within, n, k, n * (k - 1.0), tail),
            Agreement(squares, n, k, tail),
            OneFactor(squares.Subjects, squares.Error, n, k, (n - 1.0) * (k - 1), tail));
    }

    /// <summary>(MSR−MS)/(MSR+(k−1)MS), bounds (L−1)/(L+k−1) with L = F/F(1−α/2) and U alike; both multiplied out by MS, which may be 0.</summary>
    static IntraclassCorrelation OneFactor(double subjects, double error, int n, int k, double df, double tail)
    {
        if (subjects == 0 && error == 0)
            return new IntraclassCorrelation(null, null);
        double At(double scaled) => (scaled - error) / (scaled + (k - 1) * error);
        return new IntraclassCorrelation(
            At(subjects), new Interval(At(subjects / Distributions.FUpperQuantile(tail, n - 1, df)), At(subjects * Distributions.FUpperQuantile(tail, df, n - 1))));
    }

    static IntraclassCorrelation Agreement(TwoWayTable squares, int n, int k, double tail)
    {
        var (subjects, raters, error) = (squares.Subjects, squares.Raters, squares.Error);
        var denominator = subjects + (k - 1) * error + k * (raters - error) / n;
        if (denominator <= 0)
            return new IntraclassCorrelation(null, null);
        var rho = (subjects - error) / denominator;
        if (error == 0 && raters == 0)
            return new IntraclassCorrelation(rho, new Interval(rho, rho));

        // a and b times n(1−ρ), which cancels in v and may be 0.
        var a = k * rho * raters;
        var b = (n * (1 - rho) + k * rho * (n - 1)) * error;
        var v = (a + b) * (a + b) / (a * a / (k - 1) + b * b / ((n - 1.0) * (k - 1)));
        if (!(v > 0))
            return new IntraclassCorrelation(rho, null);
        var lower = Distributions.FUpperQuantile(tail, n - 1, v);
        var upper = Distributions.FUpperQuantile(tail, v, n - 1);
        var d = k * raters + ((double)k * n - k - n) * error;
        var low = n * (subjects - lower * error) / (lower * d + n * subjects);
        var high = n * (upper * subjects - error) / (d + n * upper * subjects);
        return new IntraclassCorrelation(rho, double.IsFinite(low) && double.IsFinite(high) ? new Interval(low, high) : null);
    }

    /// <summary>The mean squares of subjects by raters without replication, from residuals so that they do not cancel.</summary>
    sealed class TwoWayTable
    {
        public TwoWayTable(IReadOnlyList<double[]> ratings)
        {
            int n = ratings[0].Length, k = ratings.Count;
            var centre = ratings.Average(column => column.Average());
            double[][] x = [.. ratings.Select(column => Array.ConvertAll(column, value => value - centre))];
            var bySubject = new double[n];
            for (var i = 0; i < n; i++)
                bySubject[i] = x.Average(column => column[i]);
            double[] byRater = [.. x.Select(column => column.Average())];
            var mean = byRater.Average();
            double total = 0, within = 0, residual = 0;
            for (var j = 0; j < k; j++)
            {
                for (var i = 0; i < n; i++)
                {
                    total += Square(x[j][i] - mean);
                    within += Square(x[j][i] - bySubject[i]);
                    residual += Square(x[j][i] - bySubject[i] - byRater[j] + mean);
                }
            }
            // Below this share of the total a sum of squares is rounding error, and a ratio of two such would be noise.
            double Squares(double sum, double df) => sum <= 1e-28 * total ? 0 : sum / df;
            Subjects = Squares(k * bySubject.Sum(value => Square(value - mean)), n - 1);
            Raters = Squares(n * byRater.Sum(value => Square(value - mean)), k - 1);
            Within = Squares(within, (double)n * (k - 1));
            Error = Squares(residual, (n - 1.0) * (k - 1));
        }

        /// <summary>MSR.</summary>
        public double Subjects { get; }

        /// <summary>MSC.</summary>
        public double Raters { get; }

        /// <summary>MSW, of the one-way table.</summary>
        public double Within { get; }

        /// <summary>MSE.</summary>
        public double Error { get; }

        static double Square(double value) => value * value;
    }
}
