using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Devices.EquipmentRegister;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Devices.Consumables;

/// <summary>A product of the catalogue to register or change.</summary>
public sealed record ConsumableRequest
{
    public string? Name { get; init; }

    public string? Specification { get; init; }

    public string? Manufacturer { get; init; }

    public bool? SingleUse { get; init; }

    /// <summary>Device identifier of the UDI; a whole UDI gives its device identifier.</summary>
    public string? UdiDi { get; init; }

    public IReadOnlyList<DeviceCertificateInput>? Certificates { get; init; }

    /// <summary>Deployments that are used with it.</summary>
    public IReadOnlyList<Guid>? DeploymentIds { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

/// <summary>What came with one delivery.</summary>
public sealed record ReceiptRequest
{
    public IReadOnlyList<ReceiptItem>? Items { get; init; }

    public string? Supplier { get; init; }

    /// <summary>Number of the delivery document.</summary>
    public string? Document { get; init; }

    public string? Invoice { get; init; }

    public string? StoragePlace { get; init; }

    /// <summary>Today where not given.</summary>
    public DateOnly? ReceivedOn { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

/// <summary>One scanned text, or a lot without one.</summary>
public sealed record ReceiptItem
{
    /// <summary>UDI as scanned. With a serial it is one unit; without, <see cref="Quantity"/> units get a label of the house's own.</summary>
    public string? Udi { get; init; }

    public int? Quantity { get; init; }

    /// <summary>Kept by count alone, without labels.</summary>
    public bool ByCount { get; init; }

    /// <summary>Lot and last day where the text does not hold them.</summary>
    public string? Lot { get; init; }

    public DateOnly? ExpiresOn { get; init; }
}

/// <summary>A single unit, as <c>POST /consumables/{id}/units</c> takes it: a receipt of one item.</summary>
public sealed record UnitRequest
{
    public string? Udi { get; init; }

    public int? Quantity { get; init; }

    public bool ByCount { get; init; }

    public string? Lot { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public string? Supplier { get; init; }

    public string? Document { get; init; }

    public string? Invoice { get; init; }

    public string? StoragePlace { get; init; }

    public DateOnly? ReceivedOn { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

/// <summary>Use on a case.</summary>
public sealed record UseRequest
{
    /// <summary>UDI, or the house's own label.</summary>
    public string? Udi { get; init; }
}

public sealed record WasteRequest
{
    public string? Udi { get; init; }

    public WasteReason? Reason { get; init; }

    public string? Note { get; init; }
}

public sealed record StockCountRequest
{
    public int? Counted { get; init; }

    /// <summary>Why it differs from what the register says.</summary>
    public string? Explanation { get; init; }
}

public sealed record BillingRequest
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public int? Quantity { get; init; }

    public string? Document { get; init; }
}

/// <summary>Answer to a receipt: every unit that now exists, and how many are kept by count.</summary>
public sealed record ReceiptAnswer(Guid Id, IReadOnlyList<ReceivedUnit> Units, int ByCount);

public sealed record ReceivedUnit(Guid Id, string Key, bool OwnLabel, string? Lot, string? Serial, DateOnly? ExpiresOn);

/// <summary>Answer to the receipt of one unit; <paramref name="Id"/> is the unit's, or the lot's where it is kept by count. <paramref name="Label"/> is the house's own, if it got one.</summary>
public sealed record UnitAnswer(Guid Id, Guid ReceiptId, string? Label);

/// <summary>Answer to a use.</summary>
public sealed record UseAnswer(Guid Id, Guid CaseId, Guid ConsumableId, string Unit);

public sealed record ConsumableView(
    Guid Id,
    long Version,
    string Name,
    string? Specification,
    string Manufacturer,
    bool SingleUse,
    string UdiDi,
    IReadOnlyList<DeviceCertificate> Certificates,
    DateOnly? DeliveredOn,
    string? DeliveryDocument,
    IReadOnlyList<Guid> DeploymentIds,
    IReadOnlyDictionary<string, string> Overrides,
    StockView Stock);

/// <summary>How many came, were used up, wasted and are left. Uses of what may be used again do not reduce stock.</summary>
public sealed record StockView(int Received, int Used, int Wasted, int OnHand, int Expired, int Recalled);

public sealed record LotView(Guid Id, string Lot, DateOnly? MadeOn, DateOnly? ExpiresOn, int Received, int Used, int Wasted, int OnHand, string? Recall);

public sealed record UnitView(
    Guid Id, string Key, bool OwnLabel, string? Serial, string Lot, DateOnly? ExpiresOn, UnitState State, string? StoragePlace, Guid? CaseId, DateTimeOffset? UsedAt, string? Recall);

public sealed record ReceiptView(
    Guid Id, DateOnly ReceivedOn, string? Supplier, string? Document, string? Invoice, string? StoragePlace, int Quantity, Guid ReceivedBy, DateTimeOffset ReceivedAt, Guid? CheckedBy, DateTimeOffset? CheckedAt);

public sealed record MovementView(
    Guid Id, MovementKind Kind, int Quantity, string Unit, Guid? CaseId, WasteReason? Reason, string? Note, Guid ActorId, DateTimeOffset At);

public sealed record StockCountView(Guid Id, DateOnly CountedOn, int Expected, int Counted, string? Explanation, Guid CountedBy);

public sealed record BillingView(Guid Id, DateOnly From, DateOnly To, int Used, int Billed, string Document);

/// <summary>Everything on one product: its lots, units, receipts, movements, counts, billing, and what R17-3.8.2 says.</summary>
public sealed record ConsumableSheet(
    ConsumableView Consumable,
    IReadOnlyList<LotView> Lots,
    IReadOnlyList<UnitView> Units,
    IReadOnlyList<ReceiptView> Receipts,
    IReadOnlyList<MovementView> Movements,
    IReadOnlyList<StockCountView> Counts,
    IReadOnlyList<BillingView> Billing,
    Decision Decision);

/// <summary>A consumable that was used on a case.</summary>
public sealed record CaseConsumable(Guid Id, Guid ConsumableId, string Name, string Unit, string Lot, DateOnly? ExpiresOn, DateTimeOffset UsedAt, Guid ActorId);
