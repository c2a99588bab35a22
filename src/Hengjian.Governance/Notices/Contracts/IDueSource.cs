using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Notices.Contracts;

/// <summary>One piece of work with a deadline that has not been done.</summary>
/// <param name="Kind">Stable code in camel case, such as <c>case</c>; its words are the text <c>Due.{Kind}</c> of the first page.</param>
/// <param name="SubjectId">The record that waits; with <paramref name="Kind"/> it names the work.</param>
/// <param name="Title">Which one, for people; never a patient's name.</param>
/// <param name="Path">Page on which it is done.</param>
/// <param name="Owner">Role that does it.</param>
/// <param name="DueAt">Its deadline.</param>
public sealed record DueItem(string Kind, Guid SubjectId, string Title, string Path, Role Owner, DateTimeOffset DueAt)
{
    /// <summary>Department in which the role is meant; null: any.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>The practitioner who alone is meant; null: whoever holds the role.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>False where the module tells of what is overdue in its own way, such as by a compliance finding.</summary>
    public bool Escalates { get; init; } = true;
}

/// <summary>A module whose work has deadlines. The daily list shows what is due today, and what stays undone is escalated (HP-2.2).</summary>
public interface IDueSource
{
    /// <summary>Undone work whose deadline is before <paramref name="until"/>, the earliest first, at most <paramref name="most"/>: what the caller may see; the program itself sees all.</summary>
    Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken);
}

/// <summary>A person's list for the day.</summary>
public interface IDueList
{
    /// <summary>What is overdue or due before the end of today for the caller by role, department and person, the earliest first; the governance officer sees that of every role.</summary>
    Task<IReadOnlyList<DueItem>> TodayAsync(Caller caller, CancellationToken cancellationToken);
}
