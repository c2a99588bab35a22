namespace Hengjian.Governance.Technologies.Contracts;

public enum AiClass
{
    ImagingCad,
    Pathology,
    PhysiologicalSignals,
    Cdss,
    Generative,
    Management,
}

public enum DeploymentStage
{
    Proposed,
    Review,
    AcceptanceTest,
    TrialRun,
    RoutineUse,
    Shadow,
    Suspended,
    Retired,

    /// <summary>Made by a reader-study import; never used on patients.</summary>
    Study,
}

public enum DeploymentMode
{
    /// <summary>Acts are done here; a breach is refused.</summary>
    Enforced,

    /// <summary>Acts are done in another system and evaluated afterwards.</summary>
    Observed,
}

/// <summary>A conclusion that the technology and its readers may give.</summary>
/// <param name="Code">Stable code, for example <c>positive</c>.</param>
/// <param name="Display">Text for people, in the institution's language.</param>
/// <param name="Positive">Whether it counts as positive in the statistics.</param>
public sealed record LabelDefinition(string Code, string Display, bool Positive);

public enum ChecklistKind
{
    Indication,
    Contraindication,
}

/// <summary>One question of the indication checklist of the version in use (R17-3.1c).</summary>
public sealed record ChecklistItem(string Code, string Text, ChecklistKind Kind, bool Required);

/// <summary>Where an AI product comes from. One that is not bought ready-made has stages before admission, each with evidence (practice.md 17).</summary>
public enum TechnologyOrigin
{
    Purchased,
    SelfDeveloped,

    /// <summary>A product under clinical trial in which the institution takes part.</summary>
    TrialPartner,
}

/// <summary>A clinical study that shows that a version does what it is for.</summary>
/// <param name="Study">Its name or registration number.</param>
/// <param name="Design">Design in words.</param>
/// <param name="Sites">How many sites took part; 1 or more.</param>
/// <param name="Cases">How many cases; 1 or more.</param>
/// <param name="Result">Main result in words, with its interval.</param>
/// <param name="Document">The report or paper.</param>
public sealed record TrialEvidence(string? Study, string? Design, int? Sites, int? Cases, string? Result, string? Document);

/// <summary>Answers to the scope questionnaire (R17-0.1, R17-0.2) for one version, as stored with it.</summary>
public sealed record ScopeAnswers
{
    /// <summary>The version that was asked about; null: the one that the answers stand with.</summary>
    public string? ForVersion { get; init; }

    public bool Embedded { get; init; }

    public bool RunsAloneOrExportsResults { get; init; }

    public IReadOnlyList<DecisionInfluence> Influences { get; init; } = [];

    /// <summary>What <see cref="DecisionInfluence.Other"/> is, as the committee named it.</summary>
    public string? OtherInfluence { get; init; }

    /// <summary>Signed reason where no great influence was affirmed.</summary>
    public SignedReason? NoGreatInfluence { get; init; }

    /// <summary>The document that shows clinical validation; null when absent.</summary>
    public string? ClinicalValidation { get; init; }

    /// <summary>Approval or registration number; null when absent.</summary>
    public string? Approval { get; init; }

    /// <summary>Clinical studies of the version; any of them shows clinical validation as the named document does.</summary>
    public IReadOnlyList<TrialEvidence> Evidence { get; init; } = [];
}
