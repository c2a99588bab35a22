using System.Globalization;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Regulations;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Governance.LifeCycle.AcceptanceTests;

/// <summary>Computes what a test shows, and words it for HP-5.2.</summary>
internal static class TestFacts
{
    /// <summary>Confidence level of every interval.</summary>
    private const double Level = 0.95;

    /// <summary>
    /// The criterion over the counts, with Wilson's 95 % interval (Wilson 1927, <see cref="Proportion.Wilson"/>). On the bound, the unfavourable end is compared:
    /// the lower end with a least share, the upper end with a greatest one; equal is met.
    /// </summary>
    public static CriterionResult Judge(TestCriterion criterion, TestCounts counts)
    {
        var (events, trials) = Of(criterion.Metric, counts);
        var estimate = Proportion.Estimate(events, trials, Level);
        if (estimate.Value is not { } value || estimate.Interval is not { } interval)
        {
            return new CriterionResult(criterion, events, trials, null, null, null, Met: false);
        }

        var compared = criterion.Basis == CriterionBasis.Point ? value : IsGreatest(criterion.Metric) ? interval.High : interval.Low;
        var met = IsGreatest(criterion.Metric) ? compared <= criterion.Limit : compared >= criterion.Limit;
        return new CriterionResult(criterion, events, trials, value, interval.Low, interval.High, met);
    }

    public static AcceptanceTestFact Of(AcceptanceTest test) => new(
        test.Results?.Counts.Sample ?? 0,
        ShanghaiDay.Of(test.FrozenAt),
        test.ReportedAt is { } at ? ShanghaiDay.Of(at) : null,
        [.. (test.Results?.Criteria ?? []).Select(Fact)]);

    /// <summary>True where the limit is the most that is allowed.</summary>
    public static bool IsGreatest(TestMetric metric) => metric == TestMetric.FailureRate;

    /// <summary>A share in percent with one decimal.</summary>
    public static string Percent(double? share) => share is { } known ? (known * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";

    private static (long Events, long Trials) Of(TestMetric metric, TestCounts c) => metric switch
    {
        TestMetric.Sensitivity => (c.TruePositives, c.TruePositives + c.FalseNegatives),
        TestMetric.Specificity => (c.TrueNegatives, c.TrueNegatives + c.FalsePositives),
        TestMetric.Accuracy => (c.TruePositives + c.TrueNegatives, c.Sample),
        TestMetric.FailureRate => (c.Failures, c.Attempts),
        _ => (c.OnTime ?? 0, c.OnTime is null ? 0 : c.Sample),
    };

    private static CriterionFact Fact(CriterionResult r)
    {
        var sign = IsGreatest(r.Criterion.Metric) ? "≤" : "≥";
        var value = r.Value is null ? "–" : $"{Percent(r.Value)} ({Percent(r.Low)} – {Percent(r.High)})";
        return new CriterionFact("metric." + CodeName.Of(r.Criterion.Metric), $"{sign} {Percent(r.Criterion.Limit)}", value, r.Met);
    }
}
