using Hengjian.Governance.Policies.Contracts;

namespace Hengjian.Governance.Devices.Contracts;

/// <summary>A receipt as R17-3.8.2 asks for it.</summary>
/// <param name="Name">What was received, or the document's number where there is one.</param>
/// <param name="ReceivedOn">Day of receipt.</param>
/// <param name="Supplier">From whom; null: not on record.</param>
/// <param name="Document">Delivery document; null: not on record.</param>
/// <param name="Checked">A second person has checked it.</param>
/// <param name="Traceable">Lot or serial is on record.</param>
public sealed record ReceiptFact(string Name, DateOnly ReceivedOn, string? Supplier, string? Document, bool Checked, bool Traceable);

/// <summary>A stock count. Without an explanation a difference stands open.</summary>
public sealed record StockCountFact(DateOnly On, int Expected, int Counted, string? Explanation);

/// <summary>A period of billing beside what was used in it, by the register of use.</summary>
public sealed record BilledFact(DateOnly From, DateOnly To, int Used, int Billed);

/// <summary>Stock of one consumable: from the movements, and on hand from units and lots themselves.</summary>
public sealed record StockFacts(
    int Drawn, int Used, int Wasted, int OnHand, DateOnly? HeldSince, StockCountFact? LastCount, IReadOnlyList<BilledFact> Billed);

/// <summary>Facts of R17-3.8.2 for one consumable, or for one piece of equipment (<paramref name="Stock"/> is null).</summary>
public sealed record RegisterFacts(string Name, IReadOnlyList<ReceiptFact> Receipts, StockFacts? Stock)
{
    /// <summary>The institution's written policies for these registers that are in force.</summary>
    public IReadOnlyList<WrittenPolicyFact> Policies { get; init; } = [];
}
