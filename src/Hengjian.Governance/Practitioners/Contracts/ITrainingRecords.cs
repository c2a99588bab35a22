using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>The own record of a person: of the institution itself, or behind a stand-in.</summary>
public sealed record OwnRecord(Guid InstitutionId, Guid PractitionerId, string Name);

/// <summary>Puts certified trainings on the holders' own records, in whichever institution, as new versions of them; eligibility and what was known when follow from that.</summary>
public interface ITrainingRecords
{
    /// <summary>The own record behind a record of the institution that <paramref name="db"/> is confined to; null where there is none.</summary>
    Task<OwnRecord?> OwnAsync(HengjianDbContext db, Guid practitionerId, CancellationToken cancellationToken);

    /// <summary>Adds a training within the act. A holder's own record in another institution is written there under an act of that institution's ledger.</summary>
    Task AddAsync(WriteScope scope, OwnRecord holder, TrainingFact training, CancellationToken cancellationToken);

    /// <summary>Marks a certified training as revoked from a day on, within the act; nothing where the record has none of that certificate.</summary>
    Task RevokeAsync(WriteScope scope, OwnRecord holder, Guid certificateId, DateOnly on, CancellationToken cancellationToken);
}
