using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Governance.Safety.Reporting;

/// <summary>An event to report.</summary>
public sealed record AdverseEventRequest
{
    public EventKind? Kind { get; init; }

    public EventGrade? Grade { get; init; }

    public HarmSeverity? Harm { get; init; }

    public AiCausality? Causality { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public string? Description { get; init; }

    /// <summary>The deployment involved; a case's own where there is a case.</summary>
    public Guid? DeploymentId { get; init; }

    public string? Udi { get; init; }

    public string? Lot { get; init; }

    public string? Device { get; init; }

    /// <summary>Grades III and IV and near misses may be reported without a name.</summary>
    public bool Anonymous { get; init; }
}

/// <summary>Answer to a report.</summary>
public sealed record EventReported(Guid Id, string Number, EventState State, DateOnly InvestigationDueOn, SuspensionProposal Suspension);
