using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Retention.Domain;

/// <summary>An erasure that was carried out, in ids alone; its own id is the request's. Copies that were made before are erased again by it.</summary>
internal sealed class ErasureTombstone : GovernedRow
{
    public string Number { get; set; } = "";

    public IReadOnlyList<Guid> Cases { get; set; } = [];

    public Guid ErasedBy { get; set; }

    public DateTimeOffset ErasedAt { get; set; }

    /// <summary>When it was applied again to this database, which a copy had brought back; null: it was carried out here.</summary>
    public DateTimeOffset? AppliedAgainAt { get; set; }

    /// <summary>When what the database had let go of by that was overwritten too; null: not yet, or carried out here, where the request says it.</summary>
    public DateTimeOffset? PurgedAt { get; set; }
}
