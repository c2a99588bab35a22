using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Quality.CasesBehind;
using Hengjian.Governance.Quality.Statistics;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Quality;

/// <summary>Words and numbers of quality pages in the language of the request.</summary>
public sealed class QualityWords(IStringLocalizer<QualityText> texts)
{
    public string Reference(ReferenceKind kind) => texts["Reference." + kind];

    public string Stage(DeploymentStage stage) => texts["Stage." + stage];

    public string Cell(FigureCell cell) => texts["Cell." + cell];

    /// <summary>A subgroup dimension: its word, or the name that a study's file gives it.</summary>
    public string Dimension(string dimension) => Known("Dimension." + dimension) ?? dimension;

    public string Value(string dimension, string value) => Known($"Value.{dimension}.{value}") ?? value;

    public string Condition(string condition) => Known("Condition." + condition) ?? condition;

    /// <summary>A proportion's interval in per cent, without the sign: 61.7–80.1.</summary>
    public static string? Interval(ProportionFigure? share) =>
        share is { Low: { } low, High: { } high } ? Numbers.Interval(low * 100, high * 100, 1) : null;

    /// <summary>A difference of proportions in points with its interval: +9.7 (1.2 ~ 17.7).</summary>
    public static string? Points(double? value, double? low, double? high) => (value, low, high) is ({ } v, { } l, { } h)
        ? $"{Numbers.Signed(v * 100, 1)} ({Numbers.Interval(l * 100, h * 100, 1)})"
        : null;

    private string? Known(string key) => texts[key] is { ResourceNotFound: false } found ? found.Value : null;
}
