using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.LifeCycle.Contracts;

/// <summary>One line of a gate's checklist or one document that it asks for, and whether it was given.</summary>
/// <param name="Code">Code with words in the pack's terms.</param>
/// <param name="Given">Answered as done, or handed in.</param>
public sealed record GateItemFact(string Code, bool Given);

/// <summary>Where the trial run stands.</summary>
public enum TrialState
{
    Planned,
    Running,
    Succeeded,

    /// <summary>Ended by a stop rule or because its conditions were not met.</summary>
    Stopped,
}

/// <summary>Facts of HP-5.1.</summary>
/// <param name="Gate">The gate's code, <c>gate.review</c> and so on.</param>
/// <param name="Stage">Where the deployment stands.</param>
/// <param name="From">Stages from which the gate can be passed.</param>
/// <param name="Suspended">Whether it is suspended now.</param>
/// <param name="NeedsSuspension">The gate is the way out of a suspension; every other but retirement is shut meanwhile.</param>
/// <param name="WhileSuspended">The gate may be passed while suspended.</param>
/// <param name="Items">Checklist.</param>
/// <param name="Documents">Documents.</param>
/// <param name="NeedsTrialPlan">Conditions of a trial must be written down.</param>
/// <param name="NeedsTrialReport">The trial must have ended well.</param>
/// <param name="Trial">The trial of the version; null: none planned.</param>
public sealed record GateFacts(
    string Gate,
    DeploymentStage Stage,
    IReadOnlyList<DeploymentStage> From,
    bool Suspended,
    bool NeedsSuspension,
    bool WhileSuspended,
    IReadOnlyList<GateItemFact> Items,
    IReadOnlyList<GateItemFact> Documents,
    bool NeedsTrialPlan = false,
    bool NeedsTrialReport = false,
    TrialState? Trial = null);

/// <summary>How one criterion came out.</summary>
/// <param name="Metric">Code of the metric, with words in the pack's terms.</param>
/// <param name="Limit">The limit as text, for example <c>≥ 85 %</c>.</param>
/// <param name="Value">What it is compared with, as text.</param>
/// <param name="Met">Whether it is met.</param>
public sealed record CriterionFact(string Metric, string Limit, string Value, bool Met);

/// <summary>A test on the local sample, as HP-5.2 sees it.</summary>
/// <param name="Sample">Cases with a reference and a result.</param>
/// <param name="FrozenOn">Day on which its criteria were written and frozen.</param>
/// <param name="ReportedOn">Day of the signed report; null: no report.</param>
/// <param name="Criteria">Its criteria; without value before the report.</param>
public sealed record AcceptanceTestFact(long Sample, DateOnly FrozenOn, DateOnly? ReportedOn, IReadOnlyList<CriterionFact> Criteria);

/// <summary>Facts of HP-5.2.</summary>
/// <param name="Release">The version that is to be admitted.</param>
/// <param name="Test">Its latest test; null: none.</param>
public sealed record AcceptanceTestFacts(string Release, AcceptanceTestFact? Test);

/// <summary>Facts of HP-5.3.</summary>
/// <param name="FirstUseOn">Day of the first use on a patient; null: none yet.</param>
/// <param name="FiledOn">Day on which it was filed; null: not filed.</param>
/// <param name="Calendar">Working days.</param>
public sealed record FilingFacts(DateOnly? FirstUseOn, DateOnly? FiledOn, WorkingDayCalendar Calendar);
