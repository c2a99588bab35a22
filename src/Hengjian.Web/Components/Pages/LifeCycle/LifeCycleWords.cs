using System.Globalization;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Regulations;

namespace Hengjian.Web.Components.Pages.LifeCycle;

/// <summary>Figures and instants of the life cycle as text.</summary>
internal static class LifeCycleWords
{
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A share in percent with one decimal.</summary>
    public static string Share(double? share) => share is { } known ? (known * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";

    public static string Limit(TestCriterion criterion) => (criterion.Metric == TestMetric.FailureRate ? "≤ " : "≥ ") + Share(criterion.Limit);

}
