using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Devices.Domain;

namespace Hengjian.Governance.Devices.Tracing;

/// <summary>A recall to open.</summary>
public sealed record RecallRequest
{
    public RecallKind? Kind { get; init; }

    /// <summary>The product; needed for a lot and for a product.</summary>
    public Guid? ConsumableId { get; init; }

    public string? Lot { get; init; }

    /// <summary>Algorithm's name; null: any algorithm of that version.</summary>
    public string? Algorithm { get; init; }

    public string? SoftwareVersion { get; init; }

    /// <summary>Number of the notice.</summary>
    public string? Notice { get; init; }

    public string? Reason { get; init; }

    /// <summary>By when its cases are to be followed up.</summary>
    public DateOnly? DueOn { get; init; }
}

public sealed record FollowUpRequest
{
    public FollowUpOutcome? Outcome { get; init; }

    public string? Note { get; init; }
}

public sealed record RecallEndRequest
{
    public string? Note { get; init; }
}

/// <summary>Answer to a recall: how much it concerns.</summary>
public sealed record RecallOpened(Guid Id, string Number, int Cases, int UnitsInStock);

/// <summary>A recall in lists, with its progress.</summary>
public sealed record RecallItem(
    Guid Id,
    string Number,
    RecallKind Kind,
    RecallState State,
    Guid? ConsumableId,
    string? ConsumableName,
    string? Lot,
    string? Algorithm,
    string? SoftwareVersion,
    string Notice,
    string Reason,
    DateOnly? DueOn,
    Guid OpenedBy,
    DateTimeOffset OpenedAt,
    DateTimeOffset? EndedAt,
    string? EndNote,
    int Tasks,
    int Done,
    int Changed);

/// <summary>A task with the case as the caller may know it.</summary>
public sealed record RecallTaskView(Guid Id, CaseBrief Case, FollowUpOutcome? Outcome, string? Note, Guid? DoneBy, DateTimeOffset? DoneAt);

/// <summary>A recall whole. <paramref name="UnitsInStock"/>: what it stops that is still on hand.</summary>
public sealed record RecallView(RecallItem Recall, int UnitsInStock, IReadOnlyList<RecallTaskView> Tasks);
