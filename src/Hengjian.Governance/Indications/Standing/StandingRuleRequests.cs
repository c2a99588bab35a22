using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Indications.Standing;

/// <summary>A standing rule to draft or to change while it is a draft.</summary>
public sealed record StandingRuleRequest
{
    public Guid? DeploymentId { get; init; }

    public string? Name { get; init; }

    public string? Grounds { get; init; }

    public StandingRuleConditions? Conditions { get; init; }

    /// <summary>Term once approved.</summary>
    public int? Months { get; init; }

    /// <summary>A version of the rule of which this is the next; absent: a new rule.</summary>
    public Guid? Replaces { get; init; }
}

public sealed record StandingRuleMotionRequest
{
    public string? Proposal { get; init; }
}

public sealed record StandingRuleEndRequest
{
    public string? Reason { get; init; }
}

/// <summary>A version of a standing rule.</summary>
/// <param name="InForce">It decides orders now.</param>
/// <param name="OfAdmittedVersion">Its technology version is the one in use; a rule of another decides nothing.</param>
public sealed record StandingRuleView(
    Guid Id,
    long Version,
    Guid RuleId,
    int Number,
    Guid DeploymentId,
    string DeploymentName,
    Guid TechnologyVersionId,
    string Name,
    string Grounds,
    StandingRuleConditions Conditions,
    int Months,
    StandingRuleState State,
    bool InForce,
    bool OfAdmittedVersion,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    Guid? MotionId,
    string? CommitteeConditions,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    DateTimeOffset? EndedAt,
    string? EndReason);

/// <summary>A version with the others of its rule, newest first, the checklist that it may settle, and how many cases it decided.</summary>
public sealed record StandingRuleFile(StandingRuleView Rule, IReadOnlyList<StandingRuleView> Versions, IReadOnlyList<ChecklistItem> Checklist);

public sealed record StandingRuleFilter(Guid? DeploymentId = null, StandingRuleState? State = null, string? Search = null);
