using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>How much harm a version can do, from most to least.</summary>
public enum RiskTier
{
    High,
    Medium,
    Low,
}

/// <summary>Which tier a version stands in and why.</summary>
/// <param name="Answers">Answers to the stated questions, by their code.</param>
/// <param name="Decided">The tier that the answers give.</param>
/// <param name="Chosen">Another tier, chosen with a reason; null: the decided one holds.</param>
/// <param name="Reason">Why another was chosen.</param>
/// <param name="DecidedBy">Who answered.</param>
/// <param name="DecidedOn">The day.</param>
public sealed record RiskTiering(IReadOnlyDictionary<string, bool> Answers, RiskTier Decided, RiskTier? Chosen, string? Reason, Guid DecidedBy, DateOnly DecidedOn)
{
    /// <summary>The tier that holds.</summary>
    public RiskTier Tier => Chosen ?? Decided;
}

/// <summary>Gates on a deployment's way that class and tier may ask for, in order.</summary>
public enum ManagementGate
{
    /// <summary>Review by the clinical-technology committee.</summary>
    TechnicalReview,

    /// <summary>Review by the ethics committee.</summary>
    EthicsReview,

    /// <summary>The information department's review of hosts, data flows and protection.</summary>
    SecurityReview,

    /// <summary>Test on a local sample.</summary>
    AcceptanceTest,

    /// <summary>Use with conditions for a time.</summary>
    TrialRun,
}

/// <summary>Where the numbers come from.</summary>
public enum RequirementSource
{
    /// <summary>The table that the product brings.</summary>
    Default,

    /// <summary>The institution's own line of the table.</summary>
    Institution,

    /// <summary>The deployment asks more of itself.</summary>
    Deployment,
}

/// <summary>What classified management asks of a deployment (HP-17.1).</summary>
/// <param name="AiClass">Class of its technology.</param>
/// <param name="Tier">Tier of its version; the highest while none is decided.</param>
/// <param name="TierDecided">False while the tier is an assumption.</param>
/// <param name="Gates">Gates that it must pass, in order.</param>
/// <param name="ReviewMonths">Months between reviews, at most; 1 to 60.</param>
/// <param name="BlindFirstPercent">Share of cases read blind first; 0 to 100.</param>
/// <param name="SamplingPercent">Share of cases that quality control looks at again; 0 to 100.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record ClassRequirements(
    AiClass AiClass,
    RiskTier Tier,
    bool TierDecided,
    IReadOnlyList<ManagementGate> Gates,
    int ReviewMonths,
    int BlindFirstPercent,
    int SamplingPercent,
    RequirementSource Source);

/// <summary>Reads what classified management asks of a deployment, in the caller's transaction.</summary>
public interface IClassifiedManagement
{
    /// <summary>The requirements by class and tier with what the deployment tightens; null where there is no such deployment.</summary>
    Task<ClassRequirements?> ForAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);

    /// <summary>The facts that HP-17.1 is decided from; null where there is no such deployment.</summary>
    Task<ClassifiedManagementFacts?> FactsAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);
}
