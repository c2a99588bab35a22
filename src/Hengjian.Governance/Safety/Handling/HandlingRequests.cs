using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Governance.Safety.Handling;

/// <summary>What the investigation found; grade, harm and causality as it judges them, where they differ from the report.</summary>
public sealed record InvestigationRequest
{
    public string? Findings { get; init; }

    public EventGrade? Grade { get; init; }

    public HarmSeverity? Harm { get; init; }

    public AiCausality? Causality { get; init; }

    /// <summary>Why no action is needed; absent: actions follow.</summary>
    public string? NoActionReason { get; init; }
}

public sealed record ActionRequest
{
    public ActionKind? Kind { get; init; }

    public string? Text { get; init; }

    /// <summary>By name or office; absent with <see cref="OwnerUserId"/>, whose name it then is.</summary>
    public string? Owner { get; init; }

    /// <summary>Account of the person who answers for it: what is not done passes on when that person leaves.</summary>
    public Guid? OwnerUserId { get; init; }

    /// <summary>Absent: by the pack's days for the grade.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The action without effect that this one stands in for.</summary>
    public Guid? Replaces { get; init; }
}

public sealed record CompletionRequest
{
    public string? Evidence { get; init; }
}

public sealed record EffectRequest
{
    public bool? Effective { get; init; }

    public string? Evidence { get; init; }
}

public sealed record EventNoteRequest
{
    public string? Note { get; init; }
}

/// <summary>An entry in a system outside.</summary>
public sealed record ExternalReportRequest
{
    public string? System { get; init; }

    public string? Receipt { get; init; }

    public DateOnly? On { get; init; }
}
