using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Devices.Domain;

public enum RecallKind
{
    Lot,

    /// <summary>Every lot of a product.</summary>
    Product,

    SoftwareVersion,
}

public enum RecallState
{
    /// <summary>In force: its units are refused, follow-up runs.</summary>
    Open,

    /// <summary>Every case was followed up; its units stay refused.</summary>
    Closed,

    /// <summary>Opened in error or taken back: its units may be used again.</summary>
    Withdrawn,
}

/// <summary>召回.</summary>
[KeepsHistory]
internal sealed class Recall : GovernedRow
{
    /// <summary><c>RC-yyyy-nnn</c>.</summary>
    public string Number { get; set; } = "";

    public RecallKind Kind { get; set; }

    public RecallState State { get; set; }

    public Guid? ConsumableId { get; set; }

    public string? Lot { get; set; }

    public string? Algorithm { get; set; }

    public string? SoftwareVersion { get; set; }

    /// <summary>Number of the manufacturer's or regulator's notice.</summary>
    public string Notice { get; set; } = "";

    public string Reason { get; set; } = "";

    public DateOnly? DueOn { get; set; }

    public Guid OpenedBy { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndNote { get; set; }
}

/// <summary>Follow-up of one affected case.</summary>
[KeepsHistory]
internal sealed class RecallTask : GovernedRow
{
    public Guid RecallId { get; set; }

    public Guid CaseId { get; set; }

    /// <summary>Null: still to be done.</summary>
    public FollowUpOutcome? Outcome { get; set; }

    public string? Note { get; set; }

    public Guid? DoneBy { get; set; }

    public DateTimeOffset? DoneAt { get; set; }
}

/// <summary>What following a case up showed.</summary>
public enum FollowUpOutcome
{
    Unchanged,
    ConclusionChanged,
    HarmFound,
    NotReachable,
}
