using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Notices.Contracts;

/// <summary>Something that a role is told of once.</summary>
/// <param name="Kind">Stable code in camel case; its words are the text <c>Notice.{Kind}</c>, for reminders <c>Expiry.{Kind}</c>.</param>
/// <param name="SubjectId">The record that it is about.</param>
/// <param name="Title">Which one, for people.</param>
/// <param name="Path">Page on which it is handled.</param>
/// <param name="Owner">Role that is told; the governance officer sees all.</param>
/// <param name="UniqueKey">Names it for good: a notice of the same key is not raised again.</param>
public sealed record NoticeDraft(string Kind, Guid SubjectId, string Title, string Path, Role Owner, string UniqueKey)
{
    /// <summary>Holders of the role outside this department do not see it; null: all of the institution do.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>Last day of what ends; null where nothing does.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Days ahead of <see cref="DueOn"/> for which a reminder was raised; null: no reminder.</summary>
    public int? DaysAhead { get; init; }
}

/// <summary>A notice as its page shows it.</summary>
/// <param name="ClosedAt">When it was handled, or replaced by a nearer one; null: it stands.</param>
/// <param name="Seen">The caller has marked it as seen.</param>
public sealed record NoticeView(
    Guid Id, string Kind, string Title, string Path, Role Owner, DateOnly? DueOn, int? DaysAhead, DateTimeOffset RaisedAt, DateTimeOffset? ClosedAt, bool Seen);

/// <summary>Which notices are asked for.</summary>
/// <param name="Kind">Of one kind; null: of each.</param>
/// <param name="Unseen">Only those that the caller has not marked as seen.</param>
/// <param name="Closed">Those that were handled or replaced instead of those that stand.</param>
public sealed record NoticeFilter(string? Kind = null, bool Unseen = false, bool Closed = false);

/// <summary>Notices to roles.</summary>
public interface INotices
{
    /// <summary>Raises a notice within an act; nothing where one of its key was raised before.</summary>
    Task RaiseAsync(WriteScope scope, NoticeDraft draft, CancellationToken cancellationToken);

    /// <summary>Those of the keys under which a notice was raised before.</summary>
    Task<IReadOnlySet<string>> RaisedAsync(HengjianDbContext db, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Records about which a notice of a kind stands.</summary>
    Task<IReadOnlySet<Guid>> StandingAsync(HengjianDbContext db, string kind, CancellationToken cancellationToken);

    /// <summary>Closes the standing notices of a kind about a record: what they told of is over.</summary>
    Task CloseAsync(WriteScope scope, string kind, Guid subjectId, CancellationToken cancellationToken);

    /// <summary>The caller's notices by role and department, the most pressing first.</summary>
    Task<Page<NoticeView>> ListAsync(Caller caller, NoticeFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Standing notices that the caller has not marked as seen.</summary>
    Task<int> UnseenAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Kinds among the caller's standing notices, for the filter.</summary>
    Task<IReadOnlyList<string>> KindsAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Marks notices as seen by the caller; those that are not the caller's are passed over. Answers how many.</summary>
    Task<Outcome<int>> SeeAsync(IReadOnlyCollection<Guid> ids, WriteRequest context, CancellationToken cancellationToken);
}
