using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Access.Contracts;

/// <summary>One access to records of a patient.</summary>
/// <param name="Name">The person or device; null where it is not known any more.</param>
/// <param name="Roles">Roles that the person holds now; empty for devices and for who left.</param>
/// <param name="Subjects">Which of the records asked about were shown.</param>
/// <param name="Reason">Why, where a reason was asked for.</param>
public sealed record AccessEvent(DateTimeOffset At, string? Name, IReadOnlyList<Role> Roles, AccessKind Kind, IReadOnlyList<Guid> Subjects, string? Reason);

/// <summary>The access records from the side of what was shown.</summary>
public interface IAccessTrail
{
    /// <summary>Who was shown any of these rows of a kind within a time, the newest first, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<AccessEvent>> OfAsync(
        HengjianDbContext db, string subjectKind, IReadOnlyCollection<Guid> subjects, DateTimeOffset from, DateTimeOffset before, int most, CancellationToken cancellationToken);
}
