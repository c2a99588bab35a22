namespace Hengjian.Governance.Jobs.Contracts;

/// <summary>
/// Short work of a module that the clock calls for: deadlines that passed, deliveries that are due. It looks at what is stored and acts on what is due now, so that a call
/// too many changes nothing and one that was missed is made up for by the next.
/// </summary>
public interface IRoutine
{
    /// <summary>How long after a call the next one comes.</summary>
    TimeSpan Every { get; }

    /// <summary>Does what is due in the institution.</summary>
    Task RunAsync(Guid institution, CancellationToken cancellationToken);
}

/// <summary>Whether routines run by themselves, in the section <c>routines</c> of <c>DIR/hengjian.json</c>.</summary>
public sealed class RoutineOptions
{
    public const string Section = "routines";

    /// <summary>False: nothing runs by the clock; for commands and tests.</summary>
    public bool Enabled { get; set; } = true;
}
