using Hengjian.Web.Components.Design;

namespace Hengjian.Web.Components.Charts;

/// <summary>How the values of a chart are written.</summary>
/// <param name="Decimals">Decimals of values (ticks take as many as they need).</param>
/// <param name="IsPercent">Values are proportions 0…1, written in per cent.</param>
/// <param name="Unit">Stands after a value, such as " s".</param>
public sealed record ChartFormat(int Decimals = 1, bool IsPercent = false, string Unit = "")
{
    public static readonly ChartFormat Percent = new(1, true);

    public string Value(double? value) =>
        value is not { } x ? "–" : IsPercent ? Numbers.Percent(x, Decimals) : Numbers.Format(x, Decimals) + Unit;

    /// <summary>Point with its interval: 92.4% (90.1–94.2).</summary>
    public string Estimate(double point, double? low, double? high) =>
        low is { } l && high is { } h
            ? Value(point) + " (" + (IsPercent ? Numbers.Interval(l * 100, h * 100, Decimals) : Numbers.Interval(l, h, Decimals)) + ")"
            : Value(point);

    internal string Tick(double value, Scale scale) =>
        IsPercent
            ? Numbers.Percent(value, Math.Max(0, scale.Decimals - 2))
            : Numbers.Format(value, scale.Decimals) + Unit;
}
