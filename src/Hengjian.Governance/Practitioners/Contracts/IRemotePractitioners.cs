using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>A record that an institution keeps in place of a remote reader's own.</summary>
/// <param name="InstitutionId">The institution that keeps it.</param>
/// <param name="PractitionerId">Its id there.</param>
public sealed record StandIn(Guid InstitutionId, Guid PractitionerId);

/// <summary>A physician as the own institution's record names the person.</summary>
public sealed record HomePhysician(Guid PractitionerId, string Name);

/// <summary>
/// Records that stand in for physicians of other institutions. The own record stays the only one: whatever is asked about a stand-in is answered from it, as of the moment.
/// </summary>
public interface IRemotePractitioners
{
    /// <summary>A physician in another institution's register; null where there is none of that id.</summary>
    Task<HomePhysician?> PhysicianAsync(HengjianDbContext db, Guid institution, Guid practitionerId, CancellationToken cancellationToken);

    /// <summary>Every physician of an institution who works there on a day, by name.</summary>
    Task<IReadOnlyList<HomePhysician>> PhysiciansAsync(HengjianDbContext db, Guid institution, DateOnly day, CancellationToken cancellationToken);

    /// <summary>The stand-in in the act's institution, added where there is none yet; an existing one moves to <paramref name="department"/>.</summary>
    /// <param name="institution">Institution of the own record, with its name.</param>
    Task<Guid> AddAsync(WriteScope scope, Guid institution, string institutionName, HomePhysician physician, Guid department, CancellationToken cancellationToken);

    /// <summary>The institution of the own record behind a stand-in of this institution; null for a record of its own.</summary>
    Task<Guid?> HomeOfAsync(HengjianDbContext db, Guid practitionerId, CancellationToken cancellationToken);

    /// <summary>Every stand-in of a person, in whichever institution. <paramref name="db"/> may be confined to any.</summary>
    Task<IReadOnlyList<StandIn>> OfAsync(HengjianDbContext db, Guid institution, Guid practitionerId, CancellationToken cancellationToken);
}
