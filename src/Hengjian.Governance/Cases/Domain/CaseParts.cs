using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>On what the indication of a case rests, one row a case (R17-3.1b, R17-3.1c). Not loaded with the case: acts after it need only the state.</summary>
internal sealed class CaseIndication : GovernedRow
{
    public Guid CaseId { get; set; }

    /// <summary>Null: no rule asks for one (shadow, not bound), or an override waits for its second physician.</summary>
    public IndicationBasis? Basis { get; set; }

    /// <summary>The version of the standing rule that decided.</summary>
    public Guid? StandingRuleId { get; set; }

    /// <summary>Practitioner who confirmed, or who asked for the override.</summary>
    public Guid? PractitionerId { get; set; }

    /// <summary>When the case became indicated.</summary>
    public DateTimeOffset? IndicatedAt { get; set; }

    /// <summary>Decisions frozen then, with their facts.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public DateTimeOffset? OverrideRequestedAt { get; set; }

    [Encrypted]
    public byte[]? OverrideReason { get; set; }

    /// <summary>The second physician of an override.</summary>
    public Guid? SecondId { get; set; }

    public Guid? SignatureId { get; set; }

    /// <summary>By when somebody else reviews the override; null: there is none.</summary>
    public DateTimeOffset? ReviewDueAt { get; set; }

    public Guid? ReviewedBy { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    public bool? Justified { get; set; }

    [Encrypted]
    public byte[]? ReviewText { get; set; }

    /// <summary>Makes or completes the row when the case becomes indicated.</summary>
    public static CaseIndication Of(CaseAct act, CaseIndication? row, IReadOnlyList<Decision> decisions)
    {
        row ??= act.Add(new CaseIndication { CaseId = act.Case.Id });
        var facts = decisions[^1].Facts;
        row.Basis = facts.GetValueOrDefault("basis") is string basis && CodeName.TryParse<IndicationBasis>(basis, out var parsed) ? parsed : null;
        row.StandingRuleId = facts.GetValueOrDefault("standingRuleId") is string rule ? Guid.Parse(rule) : null;
        row.IndicatedAt = act.Now;
        row.Decisions = decisions;
        return row;
    }
}

/// <summary>AI 结果, as received; never edited, only followed by a newer one.</summary>
internal sealed class AiResult : GovernedRow
{
    public Guid CaseId { get; set; }

    public AiResultStatus Status { get; set; }

    /// <summary>Null when the object says nothing that the deployment's mapping turns into a label.</summary>
    public string? Label { get; set; }

    public double? Score { get; set; }

    /// <summary>Findings as JSON, encrypted: it may hold clinical text.</summary>
    [Encrypted]
    public byte[]? Findings { get; set; }

    /// <summary>Null: algorithm unidentified.</summary>
    public string? AlgorithmName { get; set; }

    public string? AlgorithmVersion { get; set; }

    public string? Manufacturer { get; set; }

    public string? Udi { get; set; }

    /// <summary>The admitted version that produced it; null for any other.</summary>
    public Guid? TechnologyVersionId { get; set; }

    public DateTimeOffset ProducedAt { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>Practitioner who confirmed the acquisition.</summary>
    public Guid? OperatorId { get; set; }

    public DateTimeOffset? OperatorConfirmedAt { get; set; }

    /// <summary>Decisions frozen when it was received or confirmed.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    /// <summary><c>rest</c>, <c>dicom</c> or <c>study</c>.</summary>
    public string Source { get; set; } = "";

    public string? SopInstanceUid { get; set; }

    /// <summary>SHA-256 (hex) of the raw content as received: the JSON body or the DICOM object.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>User who said that it is another patient's; a second one takes it off the case.</summary>
    public Guid? UnlinkProposedBy { get; set; }

    public DateTimeOffset? UnlinkProposedAt { get; set; }

    [Encrypted]
    public byte[]? UnlinkReason { get; set; }

    public Guid? UnlinkedBy { get; set; }

    public DateTimeOffset? UnlinkedAt { get; set; }
}

/// <summary>诊断意见. Never edited: a later one supersedes it and both stay visible.</summary>
internal sealed class Opinion : GovernedRow
{
    public Guid CaseId { get; set; }

    public Guid PractitionerId { get; set; }

    public ReadingPhase Phase { get; set; }

    public OpinionRole Role { get; set; }

    public string Label { get; set; } = "";

    /// <summary>0 to 100; null for study readings that do not state one.</summary>
    public int? Confidence { get; set; }

    public bool? AgreesWithAi { get; set; }

    public string? OverrideReason { get; set; }

    /// <summary>The reason chosen from the deployment's list.</summary>
    public string? OverrideCode { get; set; }

    /// <summary>What the deployment's reading plan asks beside the label: field's code → value, as encrypted JSON. It may hold clinical text.</summary>
    [Encrypted]
    public byte[]? Fields { get; set; }

    public double? SecondsSpent { get; set; }

    /// <summary>Where the seconds come from; null where there are none, or nobody said.</summary>
    public SecondsSource? SecondsSource { get; set; }

    /// <summary>The physician decides that the technology is used (R17-3.2a, pack option decisionMeans).</summary>
    public bool UseConfirmed { get; set; }

    /// <summary>初步意见, given on duty; a second physician follows within the pack's time.</summary>
    public bool Provisional { get; set; }

    /// <summary>危急值: the finding must be told at once.</summary>
    public bool CriticalValue { get; set; }

    /// <summary>A draft of the report by somebody who need not be eligible: kept, and counts for nothing.</summary>
    public bool Draft { get; set; }

    /// <summary>The sitting in which it was signed together with others; null: signed alone.</summary>
    public Guid? SessionId { get; set; }

    public DateTimeOffset SignedAt { get; set; }

    public Guid? SupersedesId { get; set; }

    public string? Reason { get; set; }

    /// <summary>The AI result this reader was shown; null when none.</summary>
    public Guid? ShownAiResultId { get; set; }

    /// <summary>Eligibility frozen at signing.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    /// <summary>Null for readings imported from a study: they are data, not signed acts.</summary>
    public Guid? SignatureId { get; set; }

    /// <summary>The record of the act in another system that this opinion is; null: signed here.</summary>
    public Guid? ObservedActId { get; set; }

    /// <summary>Name of that system.</summary>
    public string? ObservedSystem { get; set; }

    /// <summary>The condition of an imported study under which this was read, as its file names it; null for every other opinion.</summary>
    public string? StudyCondition { get; set; }
}

/// <summary>最终诊断, by a qualified clinician.</summary>
internal sealed class FinalDiagnosis : GovernedRow
{
    public Guid CaseId { get; set; }

    public Guid PractitionerId { get; set; }

    public string Label { get; set; } = "";

    [Encrypted]
    public byte[] Text { get; set; } = [];

    public string? Icd10 { get; set; }

    public DateTimeOffset SignedAt { get; set; }

    public Guid? SupersedesId { get; set; }

    public string? Reason { get; set; }

    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    /// <summary>What the AI contributed; null: not stated.</summary>
    public AiContribution? AiContribution { get; set; }

    [Encrypted]
    public byte[]? AiContributionText { get; set; }

    /// <summary>The record of the act in another system that this is; null: signed here.</summary>
    public Guid? ObservedActId { get; set; }

    /// <summary>Name of that system.</summary>
    public string? ObservedSystem { get; set; }

    /// <summary>Empty where another system holds the signature.</summary>
    public Guid SignatureId { get; set; }
}

/// <summary>How a disagreement was settled: one label, by whom and by which step of practice.md 12.</summary>
internal sealed class Resolution : GovernedRow
{
    public Guid CaseId { get; set; }

    public Guid PractitionerId { get; set; }

    public ResolutionKind Method { get; set; }

    public string Label { get; set; } = "";

    /// <summary>The step was taken and the disagreement stands; then there is no label.</summary>
    public bool LeftOpen { get; set; }

    /// <summary>Why earlier steps were passed over; null: none was.</summary>
    public string? SkipReason { get; set; }

    /// <summary>Whether the decision changes the treatment; null: not said.</summary>
    public bool? ChangesTreatment { get; set; }

    [Encrypted]
    public byte[]? Minutes { get; set; }

    public IReadOnlyList<Guid> Attendees { get; set; } = [];

    public DateTimeOffset SignedAt { get; set; }

    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public Guid SignatureId { get; set; }
}

/// <summary>危急值 as it was told: to whom, when, and what was read back (practice.md 4).</summary>
internal sealed class CriticalValueReport : GovernedRow
{
    public Guid CaseId { get; set; }

    public Guid PractitionerId { get; set; }

    [Encrypted]
    public byte[] Finding { get; set; } = [];

    /// <summary>When the finding was made: the clock runs from here.</summary>
    public DateTimeOffset FoundAt { get; set; }

    /// <summary>Who was told.</summary>
    [Encrypted]
    public byte[] ToldTo { get; set; } = [];

    public CriticalValueChannel Channel { get; set; }

    public DateTimeOffset ToldAt { get; set; }

    /// <summary>What the other side read back; null: nothing was.</summary>
    [Encrypted]
    public byte[]? ReadBack { get; set; }

    public DateTimeOffset RecordedAt { get; set; }
}

/// <summary>One sitting in which a reader signed opinions on several cases of one examination with one signature.</summary>
internal sealed class ReadingSession : GovernedRow
{
    public Guid PractitionerId { get; set; }

    /// <summary>Cases and opinions, in the order of signing.</summary>
    public IReadOnlyList<SessionOpinion> Opinions { get; set; } = [];

    public DateTimeOffset SignedAt { get; set; }

    public Guid SignatureId { get; set; }
}

/// <summary>One opinion of a sitting, with the digest of what the signature says of it.</summary>
internal sealed record SessionOpinion(Guid CaseId, Guid OpinionId, string Digest);

/// <summary>金标准: what the case turned out to be, and how that is known.</summary>
internal sealed class Reference : GovernedRow
{
    public Guid CaseId { get; set; }

    public ReferenceKind Kind { get; set; }

    public string Label { get; set; } = "";

    public DateOnly EstablishedOn { get; set; }

    public Guid? RecordedBy { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Why it stands although another of its kind says otherwise, or what it takes the place of.</summary>
    [Encrypted]
    public byte[]? Reason { get; set; }

    /// <summary>The reference that it took the place of.</summary>
    public Guid? SupersedesId { get; set; }

    /// <summary>When it was withdrawn or superseded; null: it stands. It stays on record either way.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    [Encrypted]
    public byte[]? EndReason { get; set; }
}

/// <summary>知情同意书 (R17-3.4).</summary>
internal sealed class InformedConsent : GovernedRow
{
    public Guid CaseId { get; set; }

    public ConsentContent Content { get; set; } = new();

    /// <summary>Names and relations of the parties and the witness, as encrypted JSON.</summary>
    [Encrypted]
    public byte[]? People { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    [Encrypted]
    public byte[]? WithdrawalReason { get; set; }
}
