using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>病例: one application of a deployed technology to one patient. The aggregate's root row; its version moves with every act on the case.</summary>
internal sealed class Case : GovernedRow
{
    /// <summary><c>yyyy-nnnnnn</c>, unique in the institution; gaps are allowed.</summary>
    public string Number { get; set; } = "";

    public Guid DeploymentId { get; set; }

    public CaseState State { get; set; }

    public ReadingProtocol Protocol { get; set; }

    [Encrypted]
    public byte[] PatientIdentifier { get; set; } = [];

    [Erased]
    public string PatientIdentifierIndex { get; set; } = "";

    [Encrypted]
    public byte[]? PatientName { get; set; }

    [Erased]
    public string? PatientNameIndex { get; set; }

    public Sex Sex { get; set; }

    /// <summary>yyyy-MM-dd, encrypted.</summary>
    [Encrypted]
    public byte[]? BirthDate { get; set; }

    /// <summary>Age in whole years at the examination, for statistics and lists; null for study cases.</summary>
    public int? AgeAtExamination { get; set; }

    [Encrypted]
    public byte[]? AccessionNumber { get; set; }

    [Erased]
    public string? AccessionNumberIndex { get; set; }

    /// <summary>DICOM Study Instance UID once known, to match later objects.</summary>
    [Erased]
    public string? StudyInstanceUid { get; set; }

    public string ExaminationKind { get; set; } = "";

    public DateTimeOffset ExaminedAt { get; set; }

    /// <summary>Null: the order does not say.</summary>
    public VisitKind? VisitKind { get; set; }

    /// <summary>Null: the order does not say.</summary>
    public ExaminationPurpose? Purpose { get; set; }

    public bool Invasive { get; set; }

    public InvasiveProcedure? InvasiveProcedure { get; set; }

    /// <summary>Taken from the deployment's settings when the case is registered.</summary>
    public AiConsent AiConsent { get; set; }

    public IndicationAnswers Indication { get; set; } = new();

    public Guid? ClinicianId { get; set; }

    /// <summary>Ids of the practitioners named as readers, separated by blanks; empty: the deployment's pool. Text, because both databases search it alike.</summary>
    public string NamedReaders { get; set; } = "";

    public IReadOnlyList<Guid> Readers => [.. NamedReaders.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    public DateTimeOffset RegisteredAt { get; set; }

    /// <summary>Instant after which the case is overdue; null when no deadline runs.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The AI failed or gave nothing that may be used: the case is read without it.</summary>
    public bool WithoutAi { get; set; }

    /// <summary>Code of why the AI gave nothing (HP-4.5); null: it did not fail, or no code was given.</summary>
    public string? AiFailureCode { get; set; }

    /// <summary>Acts done in other systems that wait for what has to come before them.</summary>
    public int WaitingActs { get; set; }

    /// <summary>Label of the issued opinion; null until issued.</summary>
    public string? IssuedLabel { get; set; }

    public DateTimeOffset? IssuedAt { get; set; }

    /// <summary>Ids of the physicians named on the issued opinion, separated by blanks; empty until issued.</summary>
    public string IssuedBy { get; set; } = "";

    /// <summary>The draw that decided whether it is read blind first; null: nothing was drawn.</summary>
    public BlindFirstDraw? Draw { get; set; }

    public DateTimeOffset? ConcludedAt { get; set; }

    /// <summary>Reason of cancelling or reopening, receipt of reporting: what the last such act gave.</summary>
    [Erased]
    public string? Remark { get; set; }

    /// <summary>Key of the case in an imported reader study; null for real cases.</summary>
    public string? StudyKey { get; set; }

    /// <summary>Subgroup dimensions and values for statistics, for example <c>site → B</c>; empty where nothing is known.</summary>
    public IReadOnlyDictionary<string, string> Subgroups { get; set; } = new Dictionary<string, string>();
}

/// <summary>
/// A draw for blind-first reading: the first 32 bits of an HMAC under the institution's key over deployment and accession number, as a share of their range. Whoever
/// registers knows neither the key nor, so, the outcome, and registering the same examination again draws the same.
/// </summary>
/// <param name="Percent">Share asked for, 0 to 100.</param>
/// <param name="Value">What was drawn, 0 (included) to 100.</param>
/// <param name="Drawn">True when the value lies below the share.</param>
public sealed record BlindFirstDraw(int Percent, double Value, bool Drawn);

/// <summary>Answers to the technology's checklist as confirmed for this case (R17-3.1b, R17-3.1c).</summary>
public sealed record IndicationAnswers
{
    /// <summary>Item's code → answer. A null that is sent for it means no answers.</summary>
    public IReadOnlyDictionary<string, bool> Answers { get; init => field = value ?? new Dictionary<string, bool>(); } = new Dictionary<string, bool>();

    public string? AlternativesConsidered { get; init; }

    public bool? CostExplained { get; init; }

    /// <summary>Here and below: what this case states itself; where it says nothing the deployment's settings count (R17-3.1b).</summary>
    public Payer? Payer { get; init; }

    public AiCharge? Charge { get; init; }

    public IReadOnlyList<AlternativeMethod> Alternatives { get; init => field = value ?? []; } = [];

    public PatientView? PatientView { get; init; }

    public string? Guideline { get; init; }

    internal Weighing Weighing() => new() { Payer = Payer, Charge = Charge, Alternatives = Alternatives, PatientView = PatientView, Guideline = Guideline };
}

/// <summary>The invasive step that consent must precede (R17-3.4).</summary>
public sealed record InvasiveProcedure(string Name, DateTimeOffset? PlannedAt, DateTimeOffset? StartedAt);
