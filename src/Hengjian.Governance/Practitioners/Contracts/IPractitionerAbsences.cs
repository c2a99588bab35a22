using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Somebody who does not work here on a day.</summary>
/// <param name="Name">Name on the record.</param>
/// <param name="Left">True: left; false: suspended.</param>
/// <param name="Days">Since when, and until when where that is known.</param>
public sealed record PractitionerAway(Guid Id, string Name, bool Left, AbsenceFact Days);

/// <summary>Who left or is suspended.</summary>
public interface IPractitionerAbsences
{
    /// <summary>Those of some people who are away on a day, by id.</summary>
    Task<IReadOnlyDictionary<Guid, PractitionerAway>> AwayAsync(HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, DateOnly day, CancellationToken cancellationToken);
}
