using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Reads practitioners' facts, as they are known now or were known at an earlier moment.</summary>
public interface IPractitionerDirectory
{
    /// <summary>The facts, or null when there is no such practitioner (or none yet at <paramref name="knownAt"/>).</summary>
    Task<PractitionerFacts?> FindAsync(HengjianDbContext db, Guid practitionerId, DateTimeOffset? knownAt, CancellationToken cancellationToken);

    /// <summary>
    /// True when the person no longer works at <paramref name="institution"/> on a day, by what is recorded now: then nobody signs in or acts there on this record.
    /// <paramref name="db"/> may be confined to another institution.
    /// </summary>
    Task<bool> HasLeftAsync(HengjianDbContext db, Guid institution, Guid practitionerId, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Names by id, for lists; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, CancellationToken cancellationToken);

    /// <summary>Ids of everybody whose record names the department.</summary>
    Task<IReadOnlySet<Guid>> InDepartmentAsync(HengjianDbContext db, Guid departmentId, CancellationToken cancellationToken);
}
