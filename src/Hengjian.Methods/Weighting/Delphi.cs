using Hengjian.Methods.Agreement;
using Hengjian.Methods.Common;

namespace Hengjian.Methods.Weighting;

/// <summary>What a round of a panel brought in.</summary>
/// <param name="Indicators">One list an indicator with the score of every expert, from 0 to the full score.</param>
/// <param name="FullScore">The highest score, above 0.</param>
/// <param name="JudgementBasis">Ca of every expert, in [0, 1], or null.</param>
/// <param name="Familiarity">Cs of every expert, in [0, 1], or null; given exactly when Ca is.</param>
/// <param name="Invited">Experts that were asked, at least as many as answered, or null.</param>
public sealed record DelphiRound(
    IReadOnlyList<IReadOnlyList<double>> Indicators, double FullScore = 5, IReadOnlyList<double>? JudgementBasis = null,
    IReadOnlyList<double>? Familiarity = null, int? Invited = null);

/// <summary>How the panel scored one indicator.</summary>
/// <param name="Mean">Mean score.</param>
/// <param name="StandardDeviation">With n−1.</param>
/// <param name="CoefficientOfVariation">Standard deviation over mean; null where the mean is 0.</param>
/// <param name="Median">Median score.</param>
/// <param name="FullScoreRate">Share of the experts who gave the full score.</param>
public readonly record struct DelphiIndicator(
    double Mean, double StandardDeviation, double? CoefficientOfVariation, double Median, double FullScoreRate);

/// <summary>The statistics of a round.</summary>
/// <param name="Experts">Experts who answered.</param>
/// <param name="Concordance">Kendall's W with the experts as raters and the indicators as objects; null where every expert ties all indicators.</param>
/// <param name="Indicators">In the order of the input.</param>
/// <param name="Authority">Cr = (Ca+Cs)/2 of every expert; null where Ca and Cs are not given.</param>
/// <param name="PositiveCoefficient">Experts over invited; null where the invited are not given.</param>
public sealed record DelphiResult(
    int Experts, KendallWResult? Concordance, IReadOnlyList<DelphiIndicator> Indicators, IReadOnlyList<double>? Authority, double? PositiveCoefficient);

/// <summary>
/// Statistics of an expert consultation: concentration and dispersion of the scores, concordance, authority and response.
/// Source: 曾光, 现代流行病学方法与应用 (Zeng Guang, Methods of modern epidemiology, 1994), ch. on the Delphi method; W: M. G. Kendall (1939).
/// </summary>
public static class Delphi
{
    /// <summary>Analyses a round.</summary>
    /// <param name="round">At least two experts and two indicators.</param>
    /// <exception cref="BadInputException">Too few experts or indicators, lists of different lengths, or a number out of range.</exception>
    public static DelphiResult Compute(DelphiRound round)
    {
        Require(round);
        var experts = round.Indicators[0].Count;
        return new DelphiResult(
            experts,
            ConcordanceOf(round.Indicators, experts),
            [.. round.Indicators.Select(scores => Describe(scores, round.FullScore))],
            round.JudgementBasis is null ? null : [.. round.JudgementBasis.Zip(round.Familiarity!, (basis, familiarity) => (basis + familiarity) / 2)],
            round.Invited is { } invited ? (double)experts / invited : null);
    }

    static KendallWResult? ConcordanceOf(IReadOnlyList<IReadOnlyList<double>> indicators, int experts)
    {
        double[][] byExpert = [.. Enumerable.Range(0, experts).Select(expert => indicators.Select(scores => scores[expert]).ToArray())];
        return byExpert.All(scores => scores.All(score => score == scores[0])) ? null : KendallW.Analyse(byExpert);
    }

    static DelphiIndicator Describe(IReadOnlyList<double> scores, double fullScore)
    {
        double[] sorted = [.. scores.Order()];
        var mean = sorted.Average();
        var sd = sorted[0] == sorted[^1] ? 0 : Math.Sqrt(sorted.Sum(score => (score - mean) * (score - mean)) / (sorted.Length - 1));
        return new DelphiIndicator(
            mean, sd, mean == 0 ? null : sd / mean, Quantiles.Type7(sorted, 0.5), (double)sorted.Count(score => score == fullScore) / sorted.Length);
    }

    static void Require(DelphiRound round)
    {
        if (round.Indicators.Count < 2)
            throw new BadInputException("a panel needs at least two indicators");
        var experts = round.Indicators[0].Count;
        if (experts < 2)
            throw new BadInputException("too few rows: a panel needs at least two experts");
        if (!(round.FullScore > 0))
            throw new BadInputException("the full score must be above 0");
        foreach (var scores in round.Indicators)
            RequireRange(scores, experts, round.FullScore, "a score must lie between 0 and the full score");
        if (round.JudgementBasis is null != round.Familiarity is null)
            throw new BadInputException("the authority of an expert needs both Ca and Cs");
        RequireRange(round.JudgementBasis, experts, 1, "Ca must lie in [0, 1]");
        RequireRange(round.Familiarity, experts, 1, "Cs must lie in [0, 1]");
        if (round.Invited < experts)
            throw new BadInputException($"{experts} experts answered, more than the {round.Invited} invited");
    }

    static void RequireRange(IReadOnlyList<double>? values, int experts, double high, string problem)
    {
        if (values is null)
            return;
        if (values.Count != experts)
            throw new BadInputException("a value is needed of every expert");
        for (var i = 0; i < experts; i++)
        {
            if (!(values[i] >= 0 && values[i] <= high))
                throw new BadInputException(problem, i + 1);
        }
    }
}
