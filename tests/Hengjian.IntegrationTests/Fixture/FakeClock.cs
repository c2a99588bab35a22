using Hengjian.Governance.Regulations;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>
/// The real clock moved by an offset, so that tests reach a moment without waiting. It begins at the last two in the afternoon in Shanghai, so that what happened an
/// hour or two ago happened today, whenever the tests run; never ahead of the real clock, by which processes beside the tests go. Timers and delays run in real time.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private readonly Lock _lock = new();
    private TimeSpan _offset = Afternoon(System.GetUtcNow()) - System.GetUtcNow();
    private DateTimeOffset? _frozen;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _frozen ?? System.GetUtcNow() + _offset;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _offset += by;
            _frozen += by;
        }
    }

    /// <summary>From now on the clock runs on from <paramref name="instant"/>.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        lock (_lock)
        {
            _frozen = null;
            _offset = instant.ToUniversalTime() - System.GetUtcNow();
        }
    }

    /// <summary>From now on the clock stands at <paramref name="instant"/> until it is moved.</summary>
    public void FreezeAt(DateTimeOffset instant)
    {
        lock (_lock)
        {
            _frozen = instant.ToUniversalTime();
        }
    }

    private static DateTimeOffset Afternoon(DateTimeOffset now)
    {
        var today = ShanghaiDay.Start(ShanghaiDay.Of(now)).AddHours(14);
        return today <= now ? today : today.AddDays(-1);
    }
}
