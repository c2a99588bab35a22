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

/// <summary>A patient's request that records be erased, and how it was decided; written once.</summary>
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
}
