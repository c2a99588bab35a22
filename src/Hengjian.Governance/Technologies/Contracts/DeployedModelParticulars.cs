namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>Where a deployed model computes.</summary>
public enum ModelHosting
{
    /// <summary>On machines of the institution.</summary>
    Local,

    /// <summary>On a provider's machines.</summary>
    Cloud,

    /// <summary>On both.</summary>
    Hybrid,
}

/// <summary>What a deployed model records (practice.md 17).</summary>
public sealed record DeployedModelParticulars
{
    public ModelHosting? Hosting { get; init; }

    /// <summary>Names of machines or services that it runs on.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Null: not stated.</summary>
    public bool? DataLeavesIntranet { get; init; }

    /// <summary>What leaves, where it goes.</summary>
    public string? WhatLeaves { get; init; }

    public string? KnowledgeBase { get; init; }

    /// <summary>Where the knowledge comes from, its edition, who answers for it.</summary>
    public string? KnowledgeProvenance { get; init; }

    public bool? PromptLogKept { get; init; }

    /// <summary>Months that prompts and answers are kept; 1 to 600.</summary>
    public int? PromptLogMonths { get; init; }

    public IReadOnlyList<string> FilingNumbers { get; init; } = [];
}

/// <summary>Where a deployment asks more of itself than its class and tier do; null members ask the same.</summary>
public sealed record Tightening
{
    /// <summary>Gates besides those of the table.</summary>
    public IReadOnlyList<ManagementGate> Gates { get; init; } = [];

    public int? ReviewMonths { get; init; }

    public int? BlindFirstPercent { get; init; }

    public int? SamplingPercent { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Facts of HP-17.1 about a deployment.</summary>
/// <param name="AiClass">Class of its technology.</param>
/// <param name="Origin">Where the product comes from; null: not stated.</param>
/// <param name="Stage">Where the deployment stands.</param>
/// <param name="Tier">Risk tier of its version; null: not decided.</param>
/// <param name="Model">What the deployed model records; null: nothing.</param>
/// <param name="Generative">What is asked of generated content; null: not stated.</param>
/// <param name="Development">Stages before admission that are done.</param>
public sealed record ClassifiedManagementFacts(
    AiClass AiClass,
    TechnologyOrigin? Origin,
    DeploymentStage Stage,
    RiskTier? Tier,
    DeployedModelParticulars? Model,
    GenerativeFacts? Generative,
    IReadOnlyList<DevelopmentEvidence> Development)
{
    /// <summary>Unified social credit code of the institution, whose overlays decide; null where none names one.</summary>
    public string? Institution { get; init; }
}
