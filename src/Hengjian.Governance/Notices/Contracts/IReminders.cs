using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Notices.Contracts;

/// <summary>What ends, from every module that keeps such things, and the reminders of it.</summary>
public interface IReminders
{
    /// <summary>Everything in force whose last day is on or before <paramref name="day"/>, the nearest first.</summary>
    Task<IReadOnlyList<Expiry>> EndingAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Raises the reminders that are due today and were not raised yet, and closes those whose matter is over. Answers how many were raised.</summary>
    Task<int> RemindAsync(Guid institution, CancellationToken cancellationToken);
}
