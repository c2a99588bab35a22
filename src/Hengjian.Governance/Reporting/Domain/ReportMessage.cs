using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;

namespace Hengjian.Governance.Reporting.Domain;

/// <summary>
/// 上报消息: one report of one subject to one receiver. It is queued in the act that makes it due; its body is made later from the subject as it then stands, once, and stays as
/// it was sent. Its id is what the receiver tells repeats by.
/// </summary>
internal sealed class ReportMessage : GovernedRow
{
    /// <summary><c>RM-2026-000001</c>.</summary>
    public string Number { get; set; } = "";

    public Guid ReceiverId { get; set; }

    public ReportSubject Subject { get; set; }

    /// <summary>The case, the event, or the id that stands for the month (<see cref="ReportPeriod"/>).</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Which one, for people; null for a case, which is named by its number.</summary>
    public string? Title { get; set; }

    /// <summary>1 for the first message of the subject to the receiver.</summary>
    public int Sequence { get; set; }

    public ReportKind Kind { get; set; }

    public ReportState State { get; set; }

    /// <summary>The first accepted or sent message of the series, for every later one.</summary>
    public Guid? RefersToId { get; set; }

    /// <summary>The rejected message whose place this one takes.</summary>
    public Guid? ReplacesId { get; set; }

    public string? Reason { get; set; }

    /// <summary>Last day for the receipt, included.</summary>
    public DateOnly? DueOn { get; set; }

    public DateTimeOffset QueuedAt { get; set; }

    /// <summary>The subject changed last; a message that is being made meanwhile is made again.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Canonical JSON as it leaves; null until made.</summary>
    [Encrypted]
    public byte[]? Body { get; set; }

    public string? BodyHash { get; set; }

    /// <summary>SHA-256 of what the body says of the subject: the same content is not sent twice.</summary>
    public string? ContentHash { get; set; }

    /// <summary>What makes a later message a correction when it differs: of a case the versions of its final diagnosis, of an event its classification.</summary>
    public int Diagnoses { get; set; }

    public string? Suite { get; set; }

    public string? KeyId { get; set; }

    public string? Signature { get; set; }

    public DateTimeOffset? MadeAt { get; set; }

    /// <summary>The record of the transfer in the register of data use.</summary>
    public Guid? TransferId { get; set; }

    /// <summary>Why it is held.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public int Attempts { get; set; }

    public DateTimeOffset? LastAttemptAt { get; set; }

    /// <summary>Not before then; null: nothing is to be done by the clock.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    public string? Problem { get; set; }

    public Guid? BundleId { get; set; }

    public DateTimeOffset? ReceivedAt { get; set; }

    /// <summary>Nothing more is awaited of it.</summary>
    public bool IsSettled => State is ReportState.Accepted or ReportState.Replaced or ReportState.Unneeded;
}

/// <summary>回执, as it came; written once.</summary>
internal sealed class ReportReceipt : GovernedRow
{
    public Guid MessageId { get; set; }

    public Guid ReceiverId { get; set; }

    public ReceiptOutcome Outcome { get; set; }

    public string ReceiptNumber { get; set; } = "";

    public IReadOnlyList<string> Reasons { get; set; } = [];

    public ReceiptWay Way { get; set; }

    /// <summary>Day of the entry over there, for a manual one.</summary>
    public DateOnly? EnteredOn { get; set; }

    /// <summary>The attached proof of a manual entry.</summary>
    public Guid? DocumentId { get; set; }

    public Guid RecordedBy { get; set; }

    public DateTimeOffset RecordedAt { get; set; }
}

/// <summary>A signed file of messages for a receiver without a line.</summary>
internal sealed class ReportBundle : GovernedRow
{
    /// <summary><c>RB-2026-000001</c>.</summary>
    public string Number { get; set; } = "";

    public Guid ReceiverId { get; set; }

    public IReadOnlyList<Guid> MessageIds { get; set; } = [];

    /// <summary>The manifest's canonical JSON: file names, sizes and hashes.</summary>
    public string Manifest { get; set; } = "";

    public string Suite { get; set; } = "";

    public string KeyId { get; set; } = "";

    public string Signature { get; set; } = "";

    public Guid MadeBy { get; set; }

    public DateTimeOffset MadeAt { get; set; }
}

/// <summary>Which process may send for the institution now: two over one database must not both post the same message.</summary>
[OutsideLedger("technical: who sends at the moment; what was sent stands in the messages")]
internal sealed class SenderLease : ITenantRow
{
    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    public Guid Holder { get; set; }

    public DateTimeOffset Until { get; set; }

    /// <summary>Another process that took it meanwhile is seen by it.</summary>
    public long Turn { get; set; }
}
