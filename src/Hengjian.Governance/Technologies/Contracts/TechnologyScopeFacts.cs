namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>A way in which a technology greatly influences a clinical decision.</summary>
public enum DecisionInfluence
{
    /// <summary>Which treatment the patient gets.</summary>
    TreatmentChoice,

    /// <summary>Whether an invasive act follows.</summary>
    InvasiveAct,

    /// <summary>Whether the cost to the patient rises markedly.</summary>
    Cost,

    /// <summary>Another that the committee names.</summary>
    Other,
}

/// <summary>A signed statement of why a technology has no great influence on decisions.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="SignedBy">Who signed it.</param>
/// <param name="SignedOn">The day.</param>
public sealed record SignedReason(string Reason, Guid SignedBy, DateOnly SignedOn);

/// <summary>Facts of R17-0.1 and R17-0.2: the scope questionnaire of one version.</summary>
/// <param name="Version">The version that is judged.</param>
/// <param name="AnsweredForVersion">The version that the answers were given for; <c>null</c>: not answered. Each change asks anew.</param>
/// <param name="Embedded">The AI is part of a diagnostic or treatment instrument.</param>
/// <param name="RunsAloneOrExportsResults">It also runs apart from the instrument, or its results leave it.</param>
/// <param name="Influences">Great influences that were affirmed.</param>
/// <param name="OtherInfluence">What <see cref="DecisionInfluence.Other"/> is, as the committee named it.</param>
/// <param name="NoGreatInfluence">The signed reason where no influence was affirmed.</param>
/// <param name="ClinicalValidation">The document that shows clinical validation; <c>null</c>: none.</param>
/// <param name="Approval">The approval or registration number; <c>null</c>: none.</param>
public sealed record TechnologyScopeFacts(
    string Version,
    string? AnsweredForVersion,
    bool Embedded,
    bool RunsAloneOrExportsResults,
    IReadOnlyList<DecisionInfluence> Influences,
    string? OtherInfluence,
    SignedReason? NoGreatInfluence,
    string? ClinicalValidation,
    string? Approval)
{
    /// <summary>Studies that show clinical validation, one line each.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Day from which a change that was recorded after the answers makes them count no more; null: no such change.</summary>
    public DateOnly? ReassessFrom { get; init; }

    /// <summary>The facts of a version and the answers stored with it.</summary>
    /// <param name="version">The version that is judged.</param>
    /// <param name="answers">Null: not answered.</param>
    /// <param name="reassessFrom">See <see cref="ReassessFrom"/>.</param>
    public static TechnologyScopeFacts Of(string version, ScopeAnswers? answers, DateOnly? reassessFrom = null) => new(
        version,
        answers is null ? null : answers.ForVersion ?? version,
        answers?.Embedded ?? false,
        answers?.RunsAloneOrExportsResults ?? false,
        answers?.Influences ?? [],
        answers?.OtherInfluence,
        answers?.NoGreatInfluence,
        answers?.ClinicalValidation,
        answers?.Approval)
    {
        Evidence = [.. (answers?.Evidence ?? []).Select(Line)],
        ReassessFrom = reassessFrom,
    };

    /// <summary>True when a document or a study shows clinical validation.</summary>
    public bool HasValidation => !string.IsNullOrWhiteSpace(ClinicalValidation) || Evidence.Count > 0;

    private static string Line(TrialEvidence study) =>
        string.Join(" · ", new[] { study.Study, study.Design, study.Result }.Where(t => !string.IsNullOrWhiteSpace(t)));
}

/// <summary>Where a version stands towards the specification.</summary>
public enum TechnologyScope
{
    /// <summary>The questionnaire is not answered for this version, or the reason is not signed.</summary>
    Undetermined,

    /// <summary>The specification applies.</summary>
    InScope,

    /// <summary>Part of an instrument: in the inventory, not gated.</summary>
    Embedded,

    /// <summary>No great influence on decisions, with a signed reason: not gated.</summary>
    NoGreatInfluence,

    /// <summary>It would be in scope, but clinical validation or approval is absent: shadow or research only.</summary>
    NotAdmissible,
}
