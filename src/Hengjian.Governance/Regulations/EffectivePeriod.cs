namespace Hengjian.Governance.Regulations;

/// <summary>Days (Asia/Shanghai) on which something is in force, both ends included.</summary>
/// <param name="From">First day; <c>null</c>: always before.</param>
/// <param name="To">Last day; <c>null</c>: no end known.</param>
public sealed record EffectivePeriod(DateOnly? From, DateOnly? To)
{
    /// <summary>True when the day lies in the period.</summary>
    public bool Contains(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}
