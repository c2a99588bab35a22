namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Facts of HP-4.1: one physician on duty gave a provisional opinion, or a critical value was found.</summary>
/// <param name="ProvisionalAt">When the provisional opinion was signed; <c>null</c>: none was.</param>
/// <param name="SecondDueAt">Until when a second physician follows; <c>null</c>: no provisional opinion.</param>
/// <param name="SecondAt">When another physician's opinion followed; <c>null</c>: none yet.</param>
/// <param name="CriticalAt">When a critical value was found; <c>null</c>: none was.</param>
/// <param name="ToldAt">When it was first told; <c>null</c>: not yet.</param>
/// <param name="ReadBack">What was told was read back.</param>
public sealed record ProvisionalFacts(
    DateTimeOffset? ProvisionalAt, DateTimeOffset? SecondDueAt, DateTimeOffset? SecondAt, DateTimeOffset? CriticalAt, DateTimeOffset? ToldAt, bool ReadBack);
