using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Where a practitioner works, with name and title, as on record now.</summary>
public sealed record PractitionerPlace(Guid Id, string Name, PractitionerKind Kind, ProfessionalTitle? Title, Guid? DepartmentId);

/// <summary>Reads where practitioners work.</summary>
public interface IPractitionerPlaces
{
    /// <summary>By id; unknown ids and readers of studies are absent.</summary>
    Task<IReadOnlyDictionary<Guid, PractitionerPlace>> FindAsync(HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, CancellationToken cancellationToken);
}
