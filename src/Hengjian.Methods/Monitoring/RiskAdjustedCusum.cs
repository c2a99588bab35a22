using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>The outcome of one case with the risk that it carried beforehand.</summary>
/// <param name="Event">Whether the unwanted event happened.</param>
/// <param name="Risk">Its probability by the risk model, strictly between 0 and 1.</param>
public readonly record struct RiskedOutcome(bool Event, double Risk);

/// <summary>How a risk-adjusted CUSUM is run.</summary>
/// <param name="OddsRatioUp">The worsening to detect, as an odds ratio above 1.</param>
/// <param name="OddsRatioDown">The improvement to detect, as an odds ratio between 0 and 1.</param>
/// <param name="Limit">The limit of either sum, above 0.</param>
/// <param name="Reset">Whether a sum starts again from 0 after its own signal.</param>
public sealed record RiskAdjustedCusumOptions(double OddsRatioUp = 2, double OddsRatioDown = 0.5, double Limit = 4.5, bool Reset = false);

/// <summary>The state after one case.</summary>
/// <param name="Up">Log-likelihood evidence of worsening, not below 0.</param>
/// <param name="Down">Evidence of improvement, not above 0.</param>
/// <param name="Vlad">Variable life-adjusted display: expected minus observed events so far.</param>
public readonly record struct RiskAdjustedCusumPoint(double Up, double Down, double Vlad);

/// <summary>A risk-adjusted CUSUM; positions count from 0.</summary>
/// <param name="Points">One a case, in order.</param>
/// <param name="Maximum">The largest <see cref="RiskAdjustedCusumPoint.Up"/>.</param>
/// <param name="MaximumAt">The position where it is first reached.</param>
/// <param name="FirstSignalUp">The first position with Up above the limit, or null.</param>
/// <param name="FirstSignalDown">The first position with Down below minus the limit, or null.</param>
public sealed record RiskAdjustedCusumResult(
    IReadOnlyList<RiskAdjustedCusumPoint> Points, double Maximum, int MaximumAt, int? FirstSignalUp, int? FirstSignalDown);

/// <summary>
/// Risk-adjusted CUSUM: W = ln(R/(1−p+Rp)) for an event, else ln(1/(1−p+Rp)); up = max(0, up+W(R_up)), down = min(0, down−W(R_down)).
/// Source: S. H. Steiner et al., "Monitoring surgical performance using risk-adjusted cumulative sum charts", Biostatistics 1 (2000) 441;
/// VLAD: J. Lovegrove et al., Lancet 350 (1997) 1128.
/// </summary>
public static class RiskAdjustedCusum
{
    /// <summary>Runs both sums and the VLAD.</summary>
    /// <param name="outcomes">At least one, in the order of time.</param>
    /// <param name="options">Odds ratios and limit.</param>
    /// <exception cref="BadInputException">A risk or an option out of range, or no outcome.</exception>
    public static RiskAdjustedCusumResult Compute(IReadOnlyList<RiskedOutcome> outcomes, RiskAdjustedCusumOptions options)
    {
        if (outcomes.Count == 0)
            throw new BadInputException("no outcomes");
        if (!(options.OddsRatioUp > 1))
            throw new BadInputException("the odds ratio of a worsening must be above 1");
        if (options.OddsRatioDown is not (> 0 and < 1))
            throw new BadInputException("the odds ratio of an improvement must lie strictly between 0 and 1");
        if (!(options.Limit > 0))
            throw new BadInputException("the limit must be above 0");

        var points = new RiskAdjustedCusumPoint[outcomes.Count];
        double up = 0, down = 0, vlad = 0;
        int maximumAt = 0;
        int? firstUp = null, firstDown = null;
        for (var i = 0; i < points.Length; i++)
        {
            var outcome = outcomes[i];
            if (outcome.Risk is not (> 0 and < 1))
                throw new BadInputException("a risk must lie strictly between 0 and 1", i + 1);
            up = Math.Max(0, up + Weight(outcome, options.OddsRatioUp));
            down = Math.Min(0, down - Weight(outcome, options.OddsRatioDown));
            vlad += outcome.Risk - (outcome.Event ? 1 : 0);
            points[i] = new RiskAdjustedCusumPoint(up, down, vlad);
            if (up > points[maximumAt].Up)
                maximumAt = i;
            if (up > options.Limit)
            {
                firstUp ??= i;
                up = options.Reset ? 0 : up;
            }

            if (down < -options.Limit)
            {
                firstDown ??= i;
                down = options.Reset ? 0 : down;
            }
        }

        return new RiskAdjustedCusumResult(points, points[maximumAt].Up, maximumAt, firstUp, firstDown);
    }

    static double Weight(RiskedOutcome outcome, double oddsRatio) =>
        Math.Log((outcome.Event ? oddsRatio : 1) / (1 - outcome.Risk + (oddsRatio * outcome.Risk)));
}
