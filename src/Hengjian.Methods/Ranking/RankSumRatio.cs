using Hengjian.Methods.Common;
using Hengjian.Methods.Weighting;

namespace Hengjian.Methods.Ranking;

/// <summary>The band of a rank-sum ratio.</summary>
public enum RankSumLevel
{
    /// <summary>Probit at most 4.</summary>
    Poor,

    /// <summary>Probit above 4, at most 6.</summary>
    Mid,

    /// <summary>Probit above 6.</summary>
    Good,
}

/// <summary>One unit by its rank-sum ratio.</summary>
/// <param name="Ratio">RSR in (0, 1].</param>
/// <param name="Probit">Of the distinct value it belongs to.</param>
/// <param name="Fitted">RSR on the regression line; null where there is none.</param>
/// <param name="Level">Band of the probit.</param>
public sealed record RankSumUnit(double Ratio, double Probit, double? Fitted, RankSumLevel Level);

/// <summary>One distinct value of the ratio.</summary>
/// <param name="Ratio">Rounded to 10 decimals.</param>
/// <param name="Frequency">Units with it.</param>
/// <param name="Cumulative">Units with it or less.</param>
/// <param name="AverageRank">Cumulative − (frequency−1)/2.</param>
/// <param name="P">Average rank over n; for the last value 1 − 1/(4n).</param>
/// <param name="Probit">5 + Φ⁻¹(P).</param>
public readonly record struct RankSumStep(double Ratio, int Frequency, int Cumulative, double AverageRank, double P, double Probit);

/// <summary>The line RSR = intercept + slope·probit through the distinct values.</summary>
/// <param name="Intercept">RSR at probit 0.</param>
/// <param name="Slope">RSR per probit.</param>
/// <param name="RSquared">Share of the variance explained.</param>
public readonly record struct RankSumRegression(double Intercept, double Slope, double RSquared);

/// <summary>A rank-sum ratio analysis.</summary>
/// <param name="Units">In the order of the input.</param>
/// <param name="Distribution">Distinct values, ascending.</param>
/// <param name="Regression">Null with fewer than three distinct values.</param>
public sealed record RankSumRatioResult(IReadOnlyList<RankSumUnit> Units, IReadOnlyList<RankSumStep> Distribution, RankSumRegression? Regression);

/// <summary>
/// Rank-sum ratio (秩和比): ranks 1 = worst, average ranks for ties, RSR = Σwⱼ·Rᵢⱼ/n, banded by the probit of its distribution.
/// Source: 田凤调, 秩和比法及其应用 (Tian Fengtiao, The rank-sum ratio method and its applications, 1993).
/// </summary>
public static class RankSumRatio
{
    const int Decimals = 10;

    /// <summary>Analyses the units.</summary>
    /// <param name="matrix">The raw values.</param>
    /// <param name="weights">One a criterion, not below 0; normalised to sum 1.</param>
    /// <exception cref="BadInputException">Weights that do not fit.</exception>
    public static RankSumRatioResult Compute(CriteriaMatrix matrix, IReadOnlyList<double> weights)
    {
        var ratios = Ratios(matrix, CriteriaWeights.For(matrix, weights));
        var distribution = Distribution(ratios);
        var regression = Regress(distribution);
        var steps = distribution.ToDictionary(step => step.Ratio);
        return new RankSumRatioResult([.. ratios.Select(Place)], distribution, regression);

        RankSumUnit Place(double ratio)
        {
            var probit = steps[Rounded(ratio)].Probit;
            var level = probit <= 4 ? RankSumLevel.Poor : probit <= 6 ? RankSumLevel.Mid : RankSumLevel.Good;
            return new RankSumUnit(ratio, probit, regression is { } line ? line.Intercept + (line.Slope * probit) : null, level);
        }
    }

    static double[] Ratios(CriteriaMatrix matrix, double[] weights)
    {
        var ratios = new double[matrix.Alternatives];
        for (var j = 0; j < matrix.Criteria; j++)
        {
            var values = matrix.Column(j).ToArray();
            var ranks = Ranks.Average(matrix.IsCost(j) ? [.. values.Select(value => -value)] : values);
            for (var i = 0; i < ratios.Length; i++)
                ratios[i] += weights[j] * ranks[i] / ratios.Length;
        }

        return ratios;
    }

    static List<RankSumStep> Distribution(double[] ratios)
    {
        var steps = new List<RankSumStep>();
        var cumulative = 0;
        foreach (var group in ratios.Select(Rounded).GroupBy(ratio => ratio).OrderBy(group => group.Key))
        {
            var frequency = group.Count();
            cumulative += frequency;
            var averageRank = cumulative - ((frequency - 1) / 2.0);
            var p = cumulative == ratios.Length ? 1 - (1 / (4.0 * ratios.Length)) : averageRank / ratios.Length;
            steps.Add(new RankSumStep(group.Key, frequency, cumulative, averageRank, p, 5 + Distributions.NormalQuantile(p)));
        }

        return steps;
    }

    static RankSumRegression? Regress(List<RankSumStep> steps)
    {
        if (steps.Count < 3)
            return null;
        var meanProbit = steps.Average(step => step.Probit);
        var meanRatio = steps.Average(step => step.Ratio);
        double xx = 0, xy = 0, yy = 0;
        foreach (var step in steps)
        {
            double x = step.Probit - meanProbit, y = step.Ratio - meanRatio;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }

        var slope = xy / xx;
        return new RankSumRegression(meanRatio - (slope * meanProbit), slope, xy * xy / (xx * yy));
    }

    static double Rounded(double ratio) => Math.Round(ratio, Decimals);
}
