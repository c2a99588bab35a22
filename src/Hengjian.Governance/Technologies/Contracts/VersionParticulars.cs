namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>What is known of one version of a technology beyond its identity: whom it is for, where it fails, what it learnt from, what is claimed of it.</summary>
public sealed record VersionParticulars
{
    public string? TargetPopulation { get; init; }

    public string? KnownLimits { get; init; }

    /// <summary>Null: no datasheet.</summary>
    public TrainingDatasheet? TrainingData { get; init; }

    /// <summary>Model card: performance that the manufacturer claims, each with what it was measured against.</summary>
    public IReadOnlyList<PerformanceClaim> Claims { get; init; } = [];

    /// <summary>Model card: studies that the claims rest on.</summary>
    public IReadOnlyList<TrialEvidence> Studies { get; init; } = [];

    /// <summary>Null: the version generates no content.</summary>
    public GenerativeFacts? Generative { get; init; }

    /// <summary>Stages before admission of what is not bought ready-made.</summary>
    public IReadOnlyList<DevelopmentEvidence> Development { get; init; } = [];
}

/// <summary>Datasheet of the training data, after the questions of Gebru et al., "Datasheets for Datasets" (2021).</summary>
public sealed record TrainingDatasheet
{
    public string? Sources { get; init; }

    /// <summary>How many examinations or records; 1 or more.</summary>
    public long? Size { get; init; }

    public string? Sites { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? Demographics { get; init; }

    /// <summary>Who labelled, how, against what.</summary>
    public string? Labelling { get; init; }

    /// <summary>Groups, devices or findings that are lacking.</summary>
    public string? KnownGaps { get; init; }

    /// <summary>True when nothing is stated.</summary>
    public bool IsEmpty => this == new TrainingDatasheet();
}

/// <summary>A figure that the manufacturer claims.</summary>
/// <param name="Measure">Name of the measure, such as sensitivity.</param>
/// <param name="Value">Share, 0 to 1.</param>
/// <param name="Low">Lower end of its interval, 0 to 1.</param>
/// <param name="High">Upper end of its interval, 0 to 1.</param>
/// <param name="ReferenceStandard">What the truth was taken from.</param>
/// <param name="OperatingPoint">Threshold or setting at which it holds.</param>
/// <param name="Study">The study that it comes from.</param>
public sealed record PerformanceClaim(string? Measure, double? Value, double? Low, double? High, string? ReferenceStandard, string? OperatingPoint, string? Study);

/// <summary>What is asked of AI that generates content.</summary>
public sealed record GenerativeFacts
{
    /// <summary>The public or patients use it without a professional between; null: not stated.</summary>
    public bool? FacesPublic { get; init; }

    /// <summary>Filing or registration numbers of model, algorithm or service.</summary>
    public IReadOnlyList<string> FilingNumbers { get; init; } = [];

    /// <summary>What it generates carries a label that people see.</summary>
    public bool? ExplicitLabel { get; init; }

    /// <summary>What it generates carries a label in its metadata.</summary>
    public bool? ImplicitLabel { get; init; }

    public string? KnowledgeBase { get; init; }

    /// <summary>Where the knowledge comes from, its edition, who answers for it.</summary>
    public string? KnowledgeProvenance { get; init; }

    public bool? PromptLogKept { get; init; }
}

/// <summary>Stages of a product before its admission (practice.md 17), in order.</summary>
public enum DevelopmentStage
{
    Data,
    Training,
    Verification,
    Trial,
    Registration,
}

/// <summary>A stage that is done.</summary>
/// <param name="Stage">Which.</param>
/// <param name="CompletedOn">Day on which it was completed.</param>
/// <param name="Evidence">The document that shows it.</param>
public sealed record DevelopmentEvidence(DevelopmentStage? Stage, DateOnly? CompletedOn, string? Evidence);
