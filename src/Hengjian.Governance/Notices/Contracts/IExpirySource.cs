using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Notices.Contracts;

/// <summary>Something on record that ends on a day: a licence, a certificate, a verification, an agreement.</summary>
/// <param name="Kind">Stable code in camel case, such as <c>practiceLicence</c>; its words are the text <c>Expiry.{Kind}</c> of the first page.</param>
/// <param name="SubjectId">The row that ends; with <paramref name="Kind"/> and <paramref name="LastDay"/> it names one expiry for good.</param>
/// <param name="Title">Which one, for people: the person's or the thing's name and the number on the paper.</param>
/// <param name="LastDay">Last day of validity, included.</param>
/// <param name="Path">Page on which it is mended.</param>
/// <param name="Owner">Role that answers for it; the governance officer sees all.</param>
public sealed record Expiry(string Kind, Guid SubjectId, string Title, DateOnly LastDay, string Path, Role Owner);

/// <summary>A module that keeps things which end. Each module registers its own; the daily reminders and the first page read them all.</summary>
public interface IExpirySource
{
    /// <summary>Everything in force whose last day is on or before <paramref name="day"/>; what was replaced by a renewal, withdrawn or left is not.</summary>
    Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken);
}
