namespace Hengjian.Governance.Demonstration;

/// <summary>
/// The clock under which the demonstration's past is played. It moves on a little each time it is read, as a real one does: the ledger orders records by their instants,
/// so two acts on one row must not have the same.
/// </summary>
internal sealed class DemonstrationClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(20);

    private readonly Lock _gate = new();
    private DateTimeOffset _now = start;

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }

        set
        {
            lock (_gate)
            {
                _now = value;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now += Tick;
        }
    }
}
