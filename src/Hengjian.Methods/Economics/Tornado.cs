using Hengjian.Methods.Common;

namespace Hengjian.Methods.Economics;

/// <summary>The outcome when one parameter is at its low and at its high value.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Low">Outcome at its low value.</param>
/// <param name="High">Outcome at its high value.</param>
public readonly record struct OneWayRange(string Parameter, double Low, double High)
{
    /// <summary>|High − Low|, the length of the bar.</summary>
    public double Swing => Math.Abs(High - Low);

    /// <summary>Whether the two outcomes lie strictly on opposite sides of the threshold.</summary>
    public bool ChangesDecision(double threshold) => (Low < threshold && High > threshold) || (Low > threshold && High < threshold);
}

/// <summary>
/// One-way sensitivity analysis as a tornado diagram. Source: A. Briggs, K. Claxton and M. Sculpher, Decision Modelling for Health Economic
/// Evaluation (2006), ch. 1.
/// </summary>
public static class Tornado
{
    /// <summary>The bars by falling swing; equal swings keep the order of the input.</summary>
    /// <exception cref="BadInputException">An outcome that is not finite.</exception>
    public static IReadOnlyList<OneWayRange> Sort(IReadOnlyList<OneWayRange> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            if (!double.IsFinite(ranges[i].Low) || !double.IsFinite(ranges[i].High))
                throw new BadInputException("an outcome must be finite", i + 1);
        }

        return [.. ranges.OrderByDescending(range => range.Swing)];
    }
}
