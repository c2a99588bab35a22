using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.LifeCycle.Domain;

public enum AcceptanceTestState
{
    /// <summary>Criteria frozen, results awaited.</summary>
    Planned,
    Passed,
    Failed,
    Withdrawn,
}

/// <summary>A share that the test measures.</summary>
public enum TestMetric
{
    /// <summary>True positives of those with the condition.</summary>
    Sensitivity,

    /// <summary>True negatives of those without.</summary>
    Specificity,

    /// <summary>Right results of all with a result.</summary>
    Accuracy,

    /// <summary>Attempts without a usable result; the limit is the most that is allowed.</summary>
    FailureRate,

    /// <summary>Results within the turnaround time of all with a result.</summary>
    OnTime,
}

/// <summary>What of the estimate must meet the limit.</summary>
public enum CriterionBasis
{
    /// <summary>The end of the 95 % interval on the unfavourable side.</summary>
    Bound,

    /// <summary>The estimate itself.</summary>
    Point,
}

/// <summary>A criterion written beforehand.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Limit">Least share in [0, 1]; for the failure rate the greatest.</param>
/// <param name="Basis">What must meet it.</param>
public sealed record TestCriterion(TestMetric Metric, double Limit, CriterionBasis Basis);

/// <summary>How the size of the sample was reasoned.</summary>
public enum SampleSizeMethod
{
    /// <summary>n = z²·p(1−p)/w², so that the expected share is known within ± half-width.</summary>
    Precision,

    /// <summary>The least n at which Wilson's lower bound of the expected share reaches the limit.</summary>
    LowerBound,
}

/// <summary>Inputs of the sample size and what they give.</summary>
/// <param name="Method">The formula.</param>
/// <param name="Metric">The metric it is reasoned for.</param>
/// <param name="Expected">Expected share, in (0, 1).</param>
/// <param name="HalfWidth">For precision: half the width of the interval.</param>
/// <param name="Limit">For the lower bound: the limit to be reached.</param>
/// <param name="Share">Share of the sample that counts for the metric (for sensitivity: of cases with the condition), in (0, 1].</param>
/// <param name="Counting">Cases that must count for the metric.</param>
/// <param name="Total">The same as a size of the whole sample.</param>
public sealed record SampleSizeReasoning(SampleSizeMethod Method, TestMetric Metric, double Expected, double? HalfWidth, double? Limit, double Share, long Counting, long Total);

/// <summary>The frozen plan.</summary>
/// <param name="ReferenceStandard">What is taken as the truth.</param>
/// <param name="Source">Where the sample comes from and how it is chosen.</param>
/// <param name="SampleSize">Cases to be tested.</param>
/// <param name="Reasoning">Why so many.</param>
/// <param name="Criteria">What must be met.</param>
/// <param name="TurnaroundMinutes">Time within which a result is on time; null where no criterion asks.</param>
public sealed record TestPlan(string ReferenceStandard, string Source, long SampleSize, SampleSizeReasoning Reasoning, IReadOnlyList<TestCriterion> Criteria, int? TurnaroundMinutes);

/// <summary>Counts of a test.</summary>
/// <param name="Failures">Attempts without a usable result; not among the other counts.</param>
/// <param name="OnTime">Results within the turnaround time; null where it was not measured.</param>
public sealed record TestCounts(long TruePositives, long FalseNegatives, long TrueNegatives, long FalsePositives, long Failures, long? OnTime)
{
    /// <summary>Cases with a reference and a result.</summary>
    public long Sample => TruePositives + FalseNegatives + TrueNegatives + FalsePositives;

    public long Attempts => Sample + Failures;
}

/// <summary>How a criterion came out.</summary>
/// <param name="Events">Numerator.</param>
/// <param name="Trials">Denominator; 0: nothing to judge by, and the criterion is not met.</param>
/// <param name="Value">Estimate; null without trials.</param>
/// <param name="Low">Lower end of Wilson's 95 % interval.</param>
/// <param name="High">Upper end.</param>
public sealed record CriterionResult(TestCriterion Criterion, long Events, long Trials, double? Value, double? Low, double? High, bool Met);

/// <summary>Results with the counts they were computed from.</summary>
/// <param name="From">First day of testing.</param>
/// <param name="To">Last day of testing.</param>
/// <param name="FileHash">SHA-256 of the imported list of cases; null where counts were entered.</param>
public sealed record TestResults(DateOnly From, DateOnly To, TestCounts Counts, IReadOnlyList<CriterionResult> Criteria, string? FileHash);

/// <summary>现场验收测试: a test of one version on a local sample.</summary>
[KeepsHistory]
internal sealed class AcceptanceTest : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public Guid TechnologyVersionId { get; set; }

    public AcceptanceTestState State { get; set; }

    public TestPlan Plan { get; set; } = null!;

    public Guid PlannedBy { get; set; }

    public DateTimeOffset FrozenAt { get; set; }

    public TestResults? Results { get; set; }

    /// <summary>Conclusions in words; the reason where it was withdrawn.</summary>
    public string? Remark { get; set; }

    public Guid? ReportedBy { get; set; }

    public DateTimeOffset? ReportedAt { get; set; }

    public Guid? SignatureId { get; set; }
}
