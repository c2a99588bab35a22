namespace Hengjian.Governance.Cases.Contracts;

/// <summary>What a consent says, without the names of people: those are encrypted beside it.</summary>
public sealed record ConsentContent
{
    /// <summary>What is consented to.</summary>
    public ConsentKind Kind { get; init; }

    /// <summary>The version of the form that was used; null: a form of its own.</summary>
    public Guid? TemplateId { get; init; }

    public Guid? InformedBy { get; init; }

    public DateTimeOffset InformedAt { get; init; }

    public IReadOnlyList<ConsentPartyFact> Parties { get; init; } = [];

    public bool Purpose { get; init; }

    public bool Risks { get; init; }

    public bool Precautions { get; init; }

    public bool Complications { get; init; }

    public bool Prevention { get; init; }

    public EmergencyApprovalFact? Emergency { get; init; }

    /// <summary>Signed by hand on paper: the scan of the form belongs to it.</summary>
    public bool SignedOnPaper { get; init; }

    /// <summary>Reference of the signed form, where one is kept.</summary>
    public string? Document { get; init; }

    /// <summary>The observed act that brought it; null: it was recorded here.</summary>
    public Guid? ObservedActId { get; init; }

    /// <summary>Name of the system that attests it.</summary>
    public string? ObservedSystem { get; init; }

    /// <summary>When it was entered there, as that system attests.</summary>
    public DateTimeOffset? AttestedAt { get; init; }
}
