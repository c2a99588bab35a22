using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Indications.Domain;

/// <summary>常规适应证规则: a version of a standing rule. Versions of one rule share <see cref="RuleId"/>, the id of the first.</summary>
[KeepsHistory]
internal sealed class StandingRule : GovernedRow
{
    public Guid RuleId { get; set; }

    /// <summary>From 1 within the rule.</summary>
    public int Number { get; set; }

    public Guid DeploymentId { get; set; }

    public Guid TechnologyVersionId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Why these orders need no single look: the case for it, as the committee reads it.</summary>
    public string Grounds { get; set; } = "";

    public StandingRuleConditions Conditions { get; set; } = new();

    /// <summary>Term once approved, in months.</summary>
    public int Months { get; set; }

    public StandingRuleState State { get; set; }

    public Guid CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public Guid? MotionId { get; set; }

    /// <summary>What the committee attached to its approval.</summary>
    public string? CommitteeConditions { get; set; }

    public DateTimeOffset? From { get; set; }

    /// <summary>First instant past the term.</summary>
    public DateTimeOffset? Until { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndReason { get; set; }
}

/// <summary>使用设置: what an officer sets once for a deployment, so that nobody types it at each case.</summary>
[KeepsHistory]
internal sealed class UseSettings : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public Weighing Weighing { get; set; } = new();

    public bool AiConsentRequired { get; set; }

    /// <summary>What the AI does, in plain words for patients.</summary>
    public string? PurposeZh { get; set; }

    public string? PurposeEn { get; set; }

    public string? Contact { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
