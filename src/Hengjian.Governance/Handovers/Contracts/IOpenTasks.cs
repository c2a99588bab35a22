using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Handovers.Contracts;

/// <summary>Somebody for whom tasks wait: by the record of health professional, by the account, or by both where one person has both.</summary>
public sealed record TaskHolder(Guid? PractitionerId, Guid? UserId)
{
    public static TaskHolder OfPractitioner(Guid id) => new(id, null);

    public static TaskHolder OfUser(Guid id) => new(null, id);
}

/// <summary>A task that waits for one named person.</summary>
/// <param name="Kind">Kind of the source that answered it.</param>
/// <param name="Id">The row that names the person.</param>
/// <param name="Title">What it is, without anything about a patient.</param>
/// <param name="Path">Page of it.</param>
/// <param name="DueAt">When it is due; null: no deadline runs.</param>
public sealed record OpenTask(string Kind, Guid Id, string Title, string Path, DateTimeOffset? DueAt);

/// <summary>A module whose rows name people who are to do something. When one of them leaves or is suspended, an officer gives the tasks to colleagues.</summary>
public interface IOpenTasks
{
    /// <summary>Stable code in camel case; its words are the text <c>Task.{Kind}</c> of the pages.</summary>
    string Kind { get; }

    /// <summary>Everybody who may hold such a task, cheaply: it may name people whose part is done.</summary>
    Task<IReadOnlyCollection<TaskHolder>> HoldersAsync(HengjianDbContext db, CancellationToken cancellationToken);

    /// <summary>What waits for the person now, the first due first.</summary>
    Task<IReadOnlyList<OpenTask>> OfAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken);

    /// <summary>Gives a task to a colleague who may do it; null when done. A refusal leaves everything as it was, so that others of the same act can go on.</summary>
    Task<Refusal?> HandOverAsync(WriteScope scope, Guid task, TaskHolder from, TaskHolder to, CancellationToken cancellationToken);
}
