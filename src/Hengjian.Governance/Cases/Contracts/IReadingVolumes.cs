using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>How many cases people have read.</summary>
public interface IReadingVolumes
{
    /// <summary>
    /// Distinct cases of the institution on which a person has signed an opinion, by person; people without any are absent. A superseded opinion adds nothing, and readings of
    /// imported studies do not count.
    /// </summary>
    /// <param name="from">First local day of the signature; null: from the beginning.</param>
    /// <param name="to">Last local day, included; null: until now.</param>
    Task<IReadOnlyDictionary<Guid, int>> OfAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, DateOnly? from, DateOnly? to, CancellationToken cancellationToken);

    /// <summary>The same over the cases of some deployments alone: signed opinions that are no provisional ones, until now.</summary>
    Task<IReadOnlyDictionary<Guid, int>> OnAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, IReadOnlyCollection<Guid> deploymentIds, CancellationToken cancellationToken);

    /// <summary>Distinct cases that any of these people has read; a case that two of them read counts once.</summary>
    Task<int> CasesAsync(HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, DateOnly? from, DateOnly? to, CancellationToken cancellationToken);
}
