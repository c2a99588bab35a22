namespace Hengjian.Methods.Diagnostic;

/// <summary>The covariances of the areas of a reader study, averaged as Obuchowski and Rockette need them.</summary>
internal sealed class MrmcCovariances
{
    readonly int readers;
    readonly double[] variances;
    readonly double[] within;

    public MrmcCovariances(Placements[,] placements, AucCovariance method)
    {
        var modalities = placements.GetLength(0);
        readers = placements.GetLength(1);
        Placements[] areas = [.. placements.Cast<Placements>()];
        Func<int, int, double> covariance = method == AucCovariance.DeLong
            ? (a, b) => DeLongCovariance.Of(areas[a], areas[b]).Value
            : new Jackknife(areas).Covariance;

        variances = new double[areas.Length];
        within = new double[modalities];
        double sameReader = 0, sameModality = 0, neither = 0;
        for (var a = 0; a < areas.Length; a++)
        {
            variances[a] = covariance(a, a);
            for (var b = a + 1; b < areas.Length; b++)
            {
                var value = covariance(a, b);
                if (a / readers == b / readers)
                {
                    sameModality += value;
                    within[a / readers] += value;
                }
                else if (a % readers == b % readers)
                {
                    sameReader += value;
                }
                else
                {
                    neither += value;
                }
            }
        }

        var modalityPairs = modalities * (modalities - 1) / 2.0;
        var readerPairs = readers * (readers - 1) / 2.0;
        Error = variances.Average();
        Cov1 = sameReader / (readers * modalityPairs);
        Cov2 = sameModality / (modalities * readerPairs);
        Cov3 = neither / (2 * modalityPairs * readerPairs);
        for (var i = 0; i < modalities; i++)
            within[i] /= readerPairs;
    }

    /// <summary>Mean variance.</summary>
    public double Error { get; }

    /// <summary>Mean over pairs of the same reader and different modalities.</summary>
    public double Cov1 { get; }

    /// <summary>Mean over pairs of different readers and the same modality.</summary>
    public double Cov2 { get; }

    /// <summary>Mean over pairs that differ in both.</summary>
    public double Cov3 { get; }

    /// <summary>cov2 within one modality.</summary>
    public double Cov2Within(int modality) => within[modality];

    public double VarianceOf(int modality, int reader) => variances[modality * readers + reader];

    /// <summary>(n−1)²/n times the sample covariance of the leave-one-out areas.</summary>
    sealed class Jackknife
    {
        readonly double[][] deviations;

        public Jackknife(Placements[] areas) => deviations = [.. areas.Select(LeaveOneOut)];

        public double Covariance(int a, int b)
        {
            var (x, y) = (deviations[a], deviations[b]);
            double sum = 0;
            for (var i = 0; i < x.Length; i++)
                sum += x[i] * y[i];
            return sum * (x.Length - 1) / x.Length;
        }

        /// <summary>Leave-one-out areas minus their mean: without a case the total of placements falls by what that case contributed.</summary>
        static double[] LeaveOneOut(Placements area)
        {
            int n1 = area.Positives.Length, n0 = area.Negatives.Length;
            var areas = new double[n1 + n0];
            for (var i = 0; i < n1; i++)
                areas[i] = (area.Total - area.Positives[i]) / (2.0 * (n1 - 1) * n0);
            for (var j = 0; j < n0; j++)
                areas[n1 + j] = (area.Total - area.Negatives[j]) / (2.0 * n1 * (n0 - 1));
            var mean = areas.Average();
            for (var i = 0; i < areas.Length; i++)
                areas[i] -= mean;
            return areas;
        }
    }
}
