using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Views;

/// <summary>A case as one reader may see it. Made by <see cref="CaseProjection"/> alone, so that what is blinded is blinded on every channel (decisions.md 6).</summary>
public sealed record CaseView
{
    public required Guid Id { get; init; }

    public required long Version { get; init; }

    public required string Number { get; init; }

    public required CaseState State { get; init; }

    public required ReadingProtocol Protocol { get; init; }

    public required DeploymentSummary Deployment { get; init; }

    /// <summary>Identifier and name are masked; unmasking is an act of its own.</summary>
    public required PatientView Patient { get; init; }

    public required string? AccessionNumber { get; init; }

    /// <summary>DICOM's identity of the study, where known.</summary>
    public string? StudyInstanceUid { get; init; }

    public required string ExaminationKind { get; init; }

    public required DateTimeOffset ExaminedAt { get; init; }

    public required bool Invasive { get; init; }

    public InvasiveProcedure? InvasiveProcedure { get; init; }

    public AiConsent AiConsent { get; init; }

    public VisitKind? VisitKind { get; init; }

    public ExaminationPurpose? Purpose { get; init; }

    public required IndicationAnswers Indication { get; init; }

    /// <summary>What is weighed (R17-3.1b): what the case states, and where it says nothing the deployment's settings.</summary>
    public required Weighing Weighing { get; init; }

    /// <summary>On what the indication rests, or an override under way; null: neither yet.</summary>
    public IndicationGroundView? IndicatedBy { get; init; }

    public required IReadOnlyList<PersonView> Readers { get; init; }

    public PersonView? Clinician { get; init; }

    /// <summary>Code of why the AI gave nothing; null: it did not fail, or no code was given.</summary>
    public string? AiFailureCode { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public required bool Overdue { get; init; }

    public required bool WithoutAi { get; init; }

    /// <summary>The deployment was suspended: open cases conclude with the AI result marked.</summary>
    public required bool DeploymentSuspended { get; init; }

    /// <summary>Until the own before-AI opinion (readers) or the issued opinion (clinician), nothing tells what the AI said.</summary>
    public required bool AiHidden { get; init; }

    public required IReadOnlyList<AiResultView> AiResults { get; init; }

    public required IReadOnlyList<OpinionView> Opinions { get; init; }

    public required IReadOnlyList<ResolutionView> Resolutions { get; init; }

    public string? IssuedLabel { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Physicians named on the issued opinion; empty until issued.</summary>
    public IReadOnlyList<PersonView> IssuedBy { get; init; } = [];

    public FinalDiagnosisView? FinalDiagnosis { get; init; }

    /// <summary>All versions of the final diagnosis, the current one last.</summary>
    public required IReadOnlyList<FinalDiagnosisView> FinalDiagnoses { get; init; }

    public required IReadOnlyList<ReferenceView> References { get; init; }

    public required IReadOnlyList<ConsentView> Consents { get; init; }

    public string? Remark { get; init; }

    /// <summary>What may be done now, by whom.</summary>
    public required IReadOnlyList<NextAct> Next { get; init; }

    /// <summary>Every clause unmet now that will stop a later act.</summary>
    public required IReadOnlyList<Decision> BlockedBy { get; init; }
}

public sealed record DeploymentSummary(
    Guid Id, string Name, string AlgorithmName, string AlgorithmVersion, IReadOnlyList<LabelDefinition> Labels, IReadOnlyList<ChecklistItem> IndicationChecklist)
{
    /// <summary>How its cases are read.</summary>
    public ReadingPlan Reading { get; init; } = ReadingPlan.Plain;
}

public sealed record PatientView(string Identifier, string? Name, Sex Sex, int? Age, string? BirthYear);

public sealed record PersonView(Guid Id, string Name);

/// <summary>On what the indication of a case rests.</summary>
/// <param name="Basis">Null: nothing asks for one, or an override waits for its second physician.</param>
/// <param name="By">Physician who confirmed or asked for the override.</param>
/// <param name="Reason">Why it was overridden.</param>
/// <param name="ReviewText">What the reviewer wrote.</param>
public sealed record IndicationGroundView(
    IndicationBasis? Basis,
    Guid? StandingRuleId,
    PersonView? By,
    DateTimeOffset? At,
    DateTimeOffset? OverrideRequestedAt,
    string? Reason,
    PersonView? Second,
    DateTimeOffset? ReviewDueAt,
    DateTimeOffset? ReviewedAt,
    bool? Justified,
    string? ReviewText,
    IReadOnlyList<Decision> Decisions);

/// <summary>An AI result. Where it is hidden from the reader, only that it arrived is known: label, score, findings and hash are absent.</summary>
public sealed record AiResultView(
    Guid Id,
    AiResultStatus Status,
    string? Label,
    double? Score,
    JsonElement? Findings,
    AlgorithmView? Algorithm,
    bool AlgorithmUnidentified,
    DateTimeOffset ProducedAt,
    DateTimeOffset ReceivedAt,
    PersonView? Operator,
    string Source,
    string? ContentHash,
    IReadOnlyList<Decision> Decisions)
{
    /// <summary>When somebody said that it is another patient's; it stays until a second person takes it off.</summary>
    public DateTimeOffset? UnlinkProposedAt { get; init; }

    /// <summary>Account of who said so.</summary>
    public Guid? UnlinkProposedBy { get; init; }

    /// <summary>Why; absent where the result is hidden.</summary>
    public string? UnlinkReason { get; init; }
}

public sealed record AlgorithmView(string Name, string? Version, string? Manufacturer, string? Udi);

/// <summary>An opinion. Label and what follows from it are absent where they would tell a blinded reader what the AI or another reader said.</summary>
public sealed record OpinionView(
    Guid Id,
    Guid PractitionerId,
    string PractitionerName,
    ReadingPhase Phase,
    OpinionRole Role,
    string? Label,
    int? Confidence,
    bool? AgreesWithAi,
    string? OverrideReason,
    double? SecondsSpent,
    bool UseConfirmed,
    bool Provisional,
    DateTimeOffset SignedAt,
    Guid? Supersedes,
    Guid? SupersededBy,
    string? Reason,
    Guid? SignatureId,
    IReadOnlyList<Decision> Decisions)
{
    /// <summary>Name of the system that it was signed in and that attests it; null: signed here.</summary>
    public string? ObservedFrom { get; init; }

    /// <summary>The AI result that this reader was shown has since been taken off the case: it was another patient's.</summary>
    public bool ShownWrongPatient { get; init; }

    /// <summary>A draft of the report: kept, counted for nothing.</summary>
    public bool Draft { get; init; }

    /// <summary>危急值 was marked.</summary>
    public bool CriticalValue { get; init; }

    /// <summary>Code of the deployment's reason for departing from the AI.</summary>
    public string? OverrideCode { get; init; }

    /// <summary>What the reading plan asks beside the label: field's code → value.</summary>
    public JsonElement? Fields { get; init; }

    /// <summary>Where the seconds come from.</summary>
    public SecondsSource? SecondsSource { get; init; }

    /// <summary>The sitting that it was signed in together with others.</summary>
    public Guid? SessionId { get; init; }
}

/// <summary>A step out of a disagreement; without a label where it settled nothing.</summary>
public sealed record ResolutionView(Guid Id, Guid PractitionerId, string PractitionerName, ResolutionKind Method, string Label, string? Minutes, DateTimeOffset SignedAt, Guid SignatureId)
{
    public bool Settled { get; init; } = true;

    public string? SkipReason { get; init; }

    public bool? ChangesTreatment { get; init; }

    public IReadOnlyList<PersonView> Attendees { get; init; } = [];
}

public sealed record FinalDiagnosisView(
    Guid Id,
    Guid PractitionerId,
    string PractitionerName,
    string Label,
    string Text,
    string? Icd10,
    DateTimeOffset SignedAt,
    Guid? Supersedes,
    string? Reason,
    Guid? SignatureId,
    IReadOnlyList<Decision> Decisions)
{
    /// <summary>Name of the system that it was signed in and that attests it; null: signed here.</summary>
    public string? ObservedFrom { get; init; }

    /// <summary>What the AI contributed; null: not stated.</summary>
    public AiContribution? AiContribution { get; init; }

    public string? AiContributionText { get; init; }

    /// <summary>What a printed report of this version is checked by: SHA-256 in lower hex.</summary>
    public string Fingerprint { get; init; } = "";
}

/// <summary>A reference standard. What was withdrawn or superseded stays, with its reason.</summary>
/// <param name="Judges">The case is judged by it: the standing one of highest precedence.</param>
/// <param name="Contradicted">Another standing one of its kind says otherwise.</param>
public sealed record ReferenceView(
    Guid Id,
    ReferenceKind Kind,
    string Label,
    DateOnly EstablishedOn,
    DateTimeOffset RecordedAt,
    string? RecordedByName,
    bool Judges,
    bool Contradicted,
    string? Reason,
    Guid? SupersededBy,
    DateTimeOffset? EndedAt,
    string? EndReason);

public sealed record ConsentView(
    Guid Id, ConsentKind Kind, DateTimeOffset InformedAt, IReadOnlyList<ConsentPartyFact> Parties, bool Emergency, DateTimeOffset RecordedAt, DateTimeOffset? WithdrawnAt)
{
    /// <summary>Signed by hand: the scan of the form belongs to it.</summary>
    public bool SignedOnPaper { get; init; }

    /// <summary>It was signed on paper, and no scan of it counts.</summary>
    public bool ScanMissing { get; init; }
}

/// <summary>One thing that may be done now.</summary>
/// <param name="Act">Code of the event of the state table.</param>
/// <param name="Permission">Permission that it asks for.</param>
/// <param name="Roles">Roles that hold it.</param>
/// <param name="Mine">The viewer may try it: holds the permission and is named or in the pool.</param>
/// <param name="Clauses">Clauses that guard it.</param>
public sealed record NextAct(CaseEvent Act, Permission Permission, IReadOnlyList<Role> Roles, bool Mine, IReadOnlyList<string> Clauses);
