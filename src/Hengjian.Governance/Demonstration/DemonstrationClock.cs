namespace Hengjian.Governance.Demonstration;

/// <summary>The clock under which the demonstration's history is played: it stands where it is put.</summary>
internal sealed class DemonstrationClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
