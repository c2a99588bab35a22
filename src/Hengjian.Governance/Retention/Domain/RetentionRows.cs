using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Retention.Contracts;

namespace Hengjian.Governance.Retention.Domain;

/// <summary>A hold for a dispute, an investigation or a court: nothing that it is on may be erased, whatever its term.</summary>
internal sealed class LegalHold : GovernedRow
{
    public HoldSubject Subject { get; set; }

    /// <summary>The case or deployment; null for a patient.</summary>
    public Guid? SubjectId { get; set; }

    /// <summary>Blind index of the patient's identifier; null for others.</summary>
    public string? PatientIndex { get; set; }

    /// <summary>The case's number, the deployment's name or the masked identifier.</summary>
    public string Title { get; set; } = "";

    /// <summary>Why; it may name a patient.</summary>
    [Encrypted]
    public byte[] Reason { get; set; } = [];

    public Guid PlacedBy { get; set; }

    public DateTimeOffset PlacedAt { get; set; }

    /// <summary>Last day, included; null: until it is lifted.</summary>
    public DateOnly? Until { get; set; }

    public DateTimeOffset? LiftedAt { get; set; }

    public Guid? LiftedBy { get; set; }

    [Encrypted]
    public byte[]? LiftReason { get; set; }

    public bool StandsOn(DateOnly day) => LiftedAt is null && (Until is null || day <= Until);
}

/// <summary>A patient's request that records be erased, how it was decided, and how it was carried out.</summary>
internal sealed class DeletionRequest : GovernedRow
{
    /// <summary><c>DR-2026-000001</c>.</summary>
    public string Number { get; set; } = "";

    public string PatientIndex { get; set; } = "";

    /// <summary>The masked identifier.</summary>
    public string Title { get; set; } = "";

    public IReadOnlyList<Guid> Cases { get; set; } = [];

    /// <summary>Who asks, and on what ground.</summary>
    [Encrypted]
    public byte[] Ground { get; set; } = [];

    public RetentionCategory Category { get; set; }

    public DateOnly AskedOn { get; set; }

    public DeletionState State { get; set; }

    public DateOnly KeptUntil { get; set; }

    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public Guid DecidedBy { get; set; }

    public DateTimeOffset DecidedAt { get; set; }

    /// <summary>The second person, who carried it out.</summary>
    public Guid? ErasedBy { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }

    /// <summary>What was erased; null before.</summary>
    public ErasureTally? Erasure { get; set; }

    /// <summary>When what the database had let go of was overwritten too; null: not yet.</summary>
    public DateTimeOffset? PurgedAt { get; set; }
}

/// <summary>What an erasure took away.</summary>
/// <param name="Rows">Records whose patient fields were emptied.</param>
/// <param name="Fields">Fields of them.</param>
/// <param name="Signatures">Signed contents.</param>
/// <param name="Documents">Attached documents.</param>
/// <param name="Files">Stored files that were removed with them, received images included.</param>
/// <param name="Numbers">The cases by number.</param>
public sealed record ErasureTally(int Rows, int Fields, int Signatures, int Documents, int Files, IReadOnlyList<string> Numbers);
