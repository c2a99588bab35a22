using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Reads practitioners' facts, as they are known now or were known at an earlier moment.</summary>
public interface IPractitionerDirectory
{
    /// <summary>The facts, or null when there is no such practitioner (or none yet at <paramref name="knownAt"/>).</summary>
    Task<PractitionerFacts?> FindAsync(HengjianDbContext db, Guid practitionerId, DateTimeOffset? knownAt, CancellationToken cancellationToken);

    /// <summary>Names by id, for lists; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, CancellationToken cancellationToken);
}
