using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Devices.Domain;

/// <summary>A time out of service.</summary>
public sealed record ServiceBreak(DateOnly From, DateOnly? To, string Reason);

/// <summary>设备: one piece of equipment, from receipt to retirement.</summary>
[KeepsHistory]
internal sealed class Equipment : GovernedRow
{
    public string Name { get; set; } = "";

    public EquipmentKind Kind { get; set; }

    public IReadOnlyList<AcquiredData> Acquires { get; set; } = [];

    public Guid? DepartmentId { get; set; }

    public string? Location { get; set; }

    public string Manufacturer { get; set; } = "";

    public string Model { get; set; } = "";

    /// <summary>Unique with manufacturer and model; null where it has none.</summary>
    public string? Serial { get; set; }

    public string? Udi { get; set; }

    /// <summary>Certificates or filings, renewals included.</summary>
    public IReadOnlyList<DeviceCertificate> Certificates { get; set; } = [];

    public string? Supplier { get; set; }

    public string? Invoice { get; set; }

    public DateOnly? DeliveredOn { get; set; }

    public string? DeliveryDocument { get; set; }

    /// <summary>User who registered the receipt.</summary>
    public Guid ReceivedBy { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The second person at receipt, another than <see cref="ReceivedBy"/>.</summary>
    public Guid? CheckedBy { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>Day from which it serves; null: not accepted yet.</summary>
    public DateOnly? AcceptedOn { get; set; }

    public string? AcceptanceDocument { get; set; }

    /// <summary>Interval of mandatory verification; null: it is not under it. The same for the other two.</summary>
    public int? VerificationMonths { get; set; }

    public int? TestingMonths { get; set; }

    public int? MaintenanceMonths { get; set; }

    /// <summary>Last day in time by the latest record, for lists and reminders; null where none passed.</summary>
    public DateOnly? VerificationDueOn { get; set; }

    public DateOnly? TestingDueOn { get; set; }

    public DateOnly? MaintenanceDueOn { get; set; }

    public IReadOnlyList<ServiceBreak> Breaks { get; set; } = [];

    public DateOnly? RetiredOn { get; set; }

    public string? RetirementReason { get; set; }

    /// <summary>Field → reason, where a weak rule about an identifier was overridden.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; set; } = new Dictionary<string, string>();

    public int? MonthsOf(UpkeepKind kind) => kind switch
    {
        UpkeepKind.Verification => VerificationMonths,
        UpkeepKind.QualityTesting => TestingMonths,
        _ => MaintenanceMonths,
    };

    public bool InServiceOn(DateOnly day) =>
        AcceptedOn <= day && !(RetiredOn <= day) && !Breaks.Any(b => b.From <= day && (b.To is null || day <= b.To));

    /// <summary>Keeps the due day of the latest record beside the schedule, where lists and reminders find it.</summary>
    public void SetDue(UpkeepKind kind, DateOnly? due)
    {
        switch (kind)
        {
            case UpkeepKind.Verification:
                VerificationDueOn = due;
                break;
            case UpkeepKind.QualityTesting:
                TestingDueOn = due;
                break;
            default:
                MaintenanceDueOn = due;
                break;
        }
    }
}

/// <summary>A record of verification, quality testing or maintenance; written once.</summary>
internal sealed class UpkeepRecord : GovernedRow
{
    public Guid EquipmentId { get; set; }

    public UpkeepKind Kind { get; set; }

    public DateOnly DoneOn { get; set; }

    /// <summary>The body or person that did it.</summary>
    public string DoneBy { get; set; } = "";

    /// <summary>Certificate or report number.</summary>
    public string Document { get; set; } = "";

    public UpkeepResult Result { get; set; }

    /// <summary>Last day in time; null where it failed.</summary>
    public DateOnly? DueOn { get; set; }

    public string? Note { get; set; }

    public Guid RecordedBy { get; set; }

    public DateTimeOffset RecordedAt { get; set; }
}

/// <summary>That a deployment is used with a piece of equipment or a consumable, from a day until it is unlinked. Never removed: a past case is traced by it.</summary>
internal sealed class DeviceLink : GovernedRow
{
    public Guid DeploymentId { get; set; }

    /// <summary>One of the two is set.</summary>
    public Guid? EquipmentId { get; set; }

    public Guid? ConsumableId { get; set; }

    public DateOnly LinkedOn { get; set; }

    /// <summary>First day on which it is linked no more; null: still is.</summary>
    public DateOnly? UnlinkedOn { get; set; }
}
