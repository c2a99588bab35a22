using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>Whether someone works here on a day.</summary>
public enum ServiceState
{
    InService,
    Suspended,
    Left,
}

/// <summary>Which practitioners a list shows; every condition holds. The default is all.</summary>
public sealed record PractitionerFilter
{
    /// <summary>Part of the name, or the whole licence or staff number.</summary>
    public string? Search { get; init; }

    public PractitionerKind? Kind { get; init; }

    /// <summary>Title held today.</summary>
    public StaffTitle? Title { get; init; }

    public Guid? Department { get; init; }

    public ServiceState? State { get; init; }

    /// <summary>Whose licence, filing here or training ends within so many days, today included; 0 to 3650.</summary>
    public int? ExpiringWithin { get; init; }

    /// <summary>What another module decides from the facts, such as the eligibility for an act.</summary>
    public Func<PractitionerFacts, bool>? Where { get; init; }

    /// <summary>True when rows must be opened to decide: their documents are not searched by the database.</summary>
    internal bool ReadsDocuments => Title is not null || State is not null || ExpiringWithin is not null || Where is not null;
}
