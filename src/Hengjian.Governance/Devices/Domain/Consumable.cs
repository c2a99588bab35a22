using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Devices.Domain;

/// <summary>耗材: a product of the catalogue.</summary>
[KeepsHistory]
internal sealed class Consumable : GovernedRow
{
    public string Name { get; set; } = "";

    public string? Specification { get; set; }

    public string Manufacturer { get; set; } = "";

    public bool SingleUse { get; set; }

    /// <summary>Device identifier of its UDI: a GTIN-14, the product part of an MA code, or the text of another issuer. Unique.</summary>
    public string UdiDi { get; set; } = "";

    public IReadOnlyList<DeviceCertificate> Certificates { get; set; } = [];

    /// <summary>Day and document of the latest receipt, by which R17-3.8.1a judges the product.</summary>
    public DateOnly? DeliveredOn { get; set; }

    public string? DeliveryDocument { get; set; }

    public IReadOnlyDictionary<string, string> Overrides { get; set; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A lot of a consumable, with the stock that is kept by count alone.</summary>
internal sealed class ConsumableLot : GovernedRow
{
    public Guid ConsumableId { get; set; }

    /// <summary>Lot as printed; empty where none is.</summary>
    public string Lot { get; set; } = "";

    /// <summary>Lot and last day in one text: what makes it the same lot.</summary>
    public string LotKey { get; set; } = "";

    public DateOnly? MadeOn { get; set; }

    public DateOnly? ExpiresOn { get; set; }

    public int CountReceived { get; set; }

    public int CountUsed { get; set; }

    public int CountWasted { get; set; }

    public int CountOnHand => CountReceived - CountUsed - CountWasted;
}

/// <summary>验收: what came with one delivery document.</summary>
internal sealed class ConsumableReceipt : GovernedRow
{
    public Guid ConsumableId { get; set; }

    public string? Supplier { get; set; }

    public string? Document { get; set; }

    public string? Invoice { get; set; }

    public string? StoragePlace { get; set; }

    public DateOnly ReceivedOn { get; set; }

    public int Quantity { get; set; }

    /// <summary>Every item has a lot or a serial.</summary>
    public bool Traceable { get; set; }

    public Guid ReceivedBy { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The second person, another than <see cref="ReceivedBy"/>.</summary>
    public Guid? CheckedBy { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }

    public IReadOnlyDictionary<string, string> Overrides { get; set; } = new Dictionary<string, string>();
}

/// <summary>A unit that is told from every other, by its UDI with a serial or by the house's own label.</summary>
internal sealed class ConsumableUnit : GovernedRow
{
    public Guid ConsumableId { get; set; }

    public Guid LotId { get; set; }

    public Guid ReceiptId { get; set; }

    /// <summary>Normalised UDI with serial, or the house's own label. Unique.</summary>
    public string UnitKey { get; set; } = "";

    /// <summary>True where <see cref="UnitKey"/> is a label of the house.</summary>
    public bool OwnLabel { get; set; }

    public string? Serial { get; set; }

    public UnitState State { get; set; }

    public string? StoragePlace { get; set; }

    /// <summary>The last case it was used on.</summary>
    public Guid? CaseId { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    public int Uses { get; set; }

    public DateTimeOffset? WastedAt { get; set; }
}

/// <summary>What happened to stock; written once. The register of use is made of these.</summary>
internal sealed class ConsumableMovement : GovernedRow
{
    public Guid ConsumableId { get; set; }

    public Guid LotId { get; set; }

    /// <summary>Null: stock by count.</summary>
    public Guid? UnitId { get; set; }

    public MovementKind Kind { get; set; }

    public int Quantity { get; set; }

    public Guid? CaseId { get; set; }

    public Guid? ReceiptId { get; set; }

    public WasteReason? WasteReason { get; set; }

    public string? Note { get; set; }

    /// <summary>The decision frozen at a use or a refused attempt.</summary>
    public IReadOnlyList<Regulations.Decision> Decisions { get; set; } = [];

    public Guid ActorId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Day of <see cref="At"/>, for periods of billing.</summary>
    public DateOnly OnDay { get; set; }
}

/// <summary>盘点.</summary>
internal sealed class StockCount : GovernedRow
{
    public Guid ConsumableId { get; set; }

    public DateOnly CountedOn { get; set; }

    /// <summary>On hand by the register when it was counted.</summary>
    public int Expected { get; set; }

    public int Counted { get; set; }

    public string? Explanation { get; set; }

    public Guid CountedBy { get; set; }

    public DateTimeOffset CountedAt { get; set; }
}

/// <summary>How many were billed in a period, by the billing system.</summary>
internal sealed class BilledUse : GovernedRow
{
    public Guid ConsumableId { get; set; }

    public DateOnly FromDay { get; set; }

    public DateOnly ToDay { get; set; }

    public int Quantity { get; set; }

    public string Document { get; set; } = "";

    public Guid RecordedBy { get; set; }

    public DateTimeOffset RecordedAt { get; set; }
}

public enum UnitState
{
    InStock,
    Used,
    Wasted,
}

public enum MovementKind
{
    Received,
    Used,
    Wasted,

    /// <summary>An attempt that R17-3.8.1b refused; it moves nothing.</summary>
    Refused,
}

public enum WasteReason
{
    /// <summary>Opened and not used on a patient.</summary>
    OpenedUnused,
    Expired,
    Damaged,
    Recalled,
    Lost,
    Other,
}
