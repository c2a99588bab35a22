using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Handovers.Domain;

/// <summary>交接: one task that passed from one person to another. Never changed.</summary>
internal sealed class Handover : GovernedRow
{
    public Guid? FromPractitionerId { get; set; }

    public Guid? FromUserId { get; set; }

    public Guid ToUserId { get; set; }

    public Guid? ToPractitionerId { get; set; }

    /// <summary>Kind of the source.</summary>
    public string Kind { get; set; } = "";

    public Guid TaskId { get; set; }

    public string Title { get; set; } = "";

    public string Path { get; set; } = "";

    public string Reason { get; set; } = "";

    public Guid MadeBy { get; set; }

    public DateTimeOffset MadeAt { get; set; }
}
