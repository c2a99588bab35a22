using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Notices.Contracts;

/// <summary>How pressing it is.</summary>
public enum WorkUrgency
{
    /// <summary>Waits, with time.</summary>
    Waiting,

    /// <summary>Needs a decision or an act of this person today.</summary>
    Due,

    /// <summary>Its time is over, or it stops others.</summary>
    Overdue,
}

/// <summary>Work of one kind that waits for a person.</summary>
/// <param name="Kind">Stable code in camel case, such as <c>authorisationsToVerify</c>; its words are the text <c>Work.{Kind}</c> of the first page.</param>
/// <param name="Count">How many; never 0.</param>
/// <param name="Path">Page that lists them.</param>
/// <param name="Urgency">How pressing.</param>
public sealed record WaitingWork(string Kind, int Count, string Path, WorkUrgency Urgency);

/// <summary>A module that knows what waits for whom. The first page asks each.</summary>
public interface IWorkSource
{
    /// <summary>What waits for the caller now, by the caller's permissions and scope; empty when nothing does.</summary>
    Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken);
}
