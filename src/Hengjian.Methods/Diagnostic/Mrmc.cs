using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>Multi-reader multi-case analysis of empirical ROC areas: Obuchowski and Rockette with Hillis' degrees of freedom.</summary>
/// <remarks>
/// Obuchowski and Rockette, Commun. Stat. Simul. Comput. 24 (1995) 285; Hillis, Statist. Med. 26 (2007) 596; Hillis, ibid. 33 (2014) 330 for
/// the fixed-reader and fixed-case analyses and the single modalities.
/// </remarks>
public static class Mrmc
{
    // Areas carry rounding errors of about 1e-16; a mean square below the square of that is none.
    const double NoMeanSquare = 1e-30;

    // The bound that DeLong's test too uses for a variance that is none.
    const double NoVariance = 1e-15;

    /// <summary>Analyses a fully crossed study.</summary>
    /// <param name="study">t ≥ 2 modalities, r ≥ 2 readers.</param>
    /// <param name="covariance">How the covariances of the areas are estimated.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="UndefinedResultException">Fewer than two cases of a class.</exception>
    public static MrmcResult Analyse(ReaderStudy study, AucCovariance covariance = AucCovariance.DeLong, double level = 0.95)
    {
        Distributions.RequireLevel(level);
        int t = study.Modalities.Count, r = study.Readers.Count;
        var placements = new Placements[t, r];
        var auc = new double[t, r];
        for (var i = 0; i < t; i++)
        {
            for (var j = 0; j < r; j++)
            {
                placements[i, j] = Placements.Of(study.Truth, study.Ratings(i, j), ScoreDirection.Higher);
                auc[i, j] = placements[i, j].Auc;
            }
        }
        if (!placements[0, 0].HasVariance)
            throw new UndefinedResultException("a class has a single case: the covariances of the areas need two of each");

        var covariances = new MrmcCovariances(placements, covariance);
        var squares = new MeanSquares(auc);
        var components = new MrmcComponents(
            (squares.Reader - squares.Interaction) / t - covariances.Cov1 + covariances.Cov3,
            squares.Interaction - covariances.Error + covariances.Cov1 + covariances.Cov2 - covariances.Cov3,
            covariances.Error,
            covariances.Cov1,
            covariances.Cov2,
            covariances.Cov3);
        return new MrmcResult(
            placements[0, 0].Positives.Length,
            placements[0, 0].Negatives.Length,
            [
                .. from i in Enumerable.Range(0, t)
                   from j in Enumerable.Range(0, r)
                   select new ReaderAuc(study.Modalities[i], study.Readers[j], auc[i, j], Math.Sqrt(covariances.VarianceOf(i, j))),
            ],
            [.. Enumerable.Range(0, t).Select(i => Mean(study.Modalities[i], squares, covariances, i, r, level))],
            components,
            squares.Modality,
            squares.Interaction,
            RandomReadersRandomCases(study, squares, covariances, level),
            FixedReadersRandomCases(study, squares, covariances, level),
            RandomReadersFixedCases(study, squares, level));
    }

    static ModalityMean Mean(string name, MeanSquares squares, MrmcCovariances covariances, int modality, int readers, double level)
    {
        var spread = squares.ReaderWithin(modality);
        var sum = spread + Math.Max(readers * covariances.Cov2Within(modality), 0);
        var mean = squares.MeanOf(modality);
        var error = Math.Sqrt(sum / readers);
        if (sum <= NoVariance)
            return new ModalityMean(name, mean, error, null, null);
        var df = spread > 0 ? sum * sum / (spread * spread / (readers - 1)) : double.PositiveInfinity;
        var half = Distributions.StudentCritical(level, df) * error;
        return new ModalityMean(name, mean, error, df, new Interval(mean - half, mean + half));
    }

    static MrmcTest RandomReadersRandomCases(ReaderStudy study, MeanSquares squares, MrmcCovariances covariances, double level)
    {
        int t = study.Modalities.Count, r = study.Readers.Count;
        var interaction = squares.Interaction;
        var denominator = interaction + Math.Max(r * (covariances.Cov2 - covariances.Cov3), 0);
        var df = interaction > 0 ? denominator * denominator / (interaction * interaction / ((t - 1.0) * (r - 1))) : double.PositiveInfinity;
        return FTest(study, squares, denominator, NoVariance, df, level);
    }

    static MrmcTest RandomReadersFixedCases(ReaderStudy study, MeanSquares squares, double level) =>
        FTest(study, squares, squares.Interaction, 0, (study.Modalities.Count - 1.0) * (study.Readers.Count - 1), level);

    static MrmcTest FixedReadersRandomCases(ReaderStudy study, MeanSquares squares, MrmcCovariances covariances, double level)
    {
        int t = study.Modalities.Count, r = study.Readers.Count;
        var error = covariances.Error - covariances.Cov1 + (r - 1) * (covariances.Cov2 - covariances.Cov3);
        var differences = Differences(study, squares, 2 * error / r, error > NoVariance, double.PositiveInfinity, level);
        if (error <= NoVariance)
            return new MrmcTest(null, t - 1, null, null, differences);
        var statistic = (t - 1) * squares.Modality / error;
        return new MrmcTest(statistic, t - 1, null, Distributions.ChiSquareUpper(statistic, t - 1), differences);
    }

    static MrmcTest FTest(ReaderStudy study, MeanSquares squares, double denominator, double none, double df2, double level)
    {
        var df1 = study.Modalities.Count - 1;
        var varies = denominator > none;
        var differences = Differences(study, squares, 2 * denominator / study.Readers.Count, varies, df2, level);
        if (!varies)
            return new MrmcTest(null, df1, double.IsFinite(df2) ? df2 : null, null, differences);
        var f = squares.Modality / denominator;
        return new MrmcTest(f, df1, df2, Distributions.FUpper(f, df1, df2), differences);
    }

    static IReadOnlyList<ModalityDifference> Differences(
        ReaderStudy study, MeanSquares squares, double variance, bool varies, double df, double level)
    {
        var differences = new List<ModalityDifference>();
        var error = Math.Sqrt(Math.Max(variance, 0));
        for (var i = 0; i < study.Modalities.Count; i++)
        {
            for (var j = i + 1; j < study.Modalities.Count; j++)
            {
                var difference = squares.MeanOf(i) - squares.MeanOf(j);
                var (a, b) = (study.Modalities[i], study.Modalities[j]);
                if (!varies)
                {
                    differences.Add(new ModalityDifference(a, b, difference, error, df, null, null, null));
                    continue;
                }
                var statistic = difference / error;
                var half = Distributions.StudentCritical(level, df) * error;
                var interval = new Interval(difference - half, difference + half);
                differences.Add(new ModalityDifference(a, b, difference, error, df, statistic, Distributions.StudentTwoSided(statistic, df), interval));
            }
        }
        return differences;
    }

    /// <summary>The two-way table of areas, modalities by readers, without replication.</summary>
    sealed class MeanSquares
    {
        readonly double[,] auc;
        readonly double[] modalityMeans;

        public MeanSquares(double[,] auc)
        {
            this.auc = auc;
            int t = auc.GetLength(0), r = auc.GetLength(1);
            modalityMeans = new double[t];
            var readerMeans = new double[r];
            double mean = 0;
            for (var i = 0; i < t; i++)
            {
                for (var j = 0; j < r; j++)
                {
                    modalityMeans[i] += auc[i, j] / r;
                    readerMeans[j] += auc[i, j] / t;
                    mean += auc[i, j] / t / r;
                }
            }
            Modality = Floor(r * modalityMeans.Sum(value => Square(value - mean)) / (t - 1));
            Reader = Floor(t * readerMeans.Sum(value => Square(value - mean)) / (r - 1));
            double interaction = 0;
            for (var i = 0; i < t; i++)
            {
                for (var j = 0; j < r; j++)
                    interaction += Square(auc[i, j] - modalityMeans[i] - readerMeans[j] + mean);
            }
            Interaction = Floor(interaction / (t - 1) / (r - 1));
        }

        public double Modality { get; }

        public double Reader { get; }

        public double Interaction { get; }

        public double MeanOf(int modality) => modalityMeans[modality];

        /// <summary>Sample variance of the areas of one modality's readers.</summary>
        public double ReaderWithin(int modality)
        {
            var readers = auc.GetLength(1);
            double sum = 0;
            for (var j = 0; j < readers; j++)
                sum += Square(auc[modality, j] - modalityMeans[modality]);
            return Floor(sum / (readers - 1));
        }

        static double Floor(double square) => square <= NoMeanSquare ? 0 : square;

        static double Square(double value) => value * value;
    }
}
