using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;

namespace Hengjian.Governance.Devices.EquipmentRegister;

/// <summary>A piece of equipment to register or change; given whole at each change.</summary>
public sealed record EquipmentRequest
{
    public string? Name { get; init; }

    public EquipmentKind? Kind { get; init; }

    /// <summary>What it acquires; needed of acquiring equipment.</summary>
    public IReadOnlyList<AcquiredData>? Acquires { get; init; }

    public Guid? DepartmentId { get; init; }

    public string? Location { get; init; }

    public string? Manufacturer { get; init; }

    public string? Model { get; init; }

    public string? Serial { get; init; }

    public string? Udi { get; init; }

    public IReadOnlyList<DeviceCertificateInput>? Certificates { get; init; }

    public string? Supplier { get; init; }

    public string? Invoice { get; init; }

    public DateOnly? DeliveredOn { get; init; }

    public string? DeliveryDocument { get; init; }

    public DateOnly? AcceptedOn { get; init; }

    public string? AcceptanceDocument { get; init; }

    /// <summary>Interval in months; null: mandatory verification does not apply. The same for the other two.</summary>
    public int? VerificationMonths { get; init; }

    public int? TestingMonths { get; init; }

    public int? MaintenanceMonths { get; init; }

    public IReadOnlyList<ServiceBreakInput>? Breaks { get; init; }

    public DateOnly? RetiredOn { get; init; }

    public string? RetirementReason { get; init; }

    /// <summary>Deployments that are used with it.</summary>
    public IReadOnlyList<Guid>? DeploymentIds { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

public sealed record DeviceCertificateInput
{
    public string? Number { get; init; }

    public bool Filing { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public DateOnly? WithdrawnOn { get; init; }

    public DateOnly? RecalledOn { get; init; }
}

public sealed record ServiceBreakInput
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A verification, quality test or maintenance that was done.</summary>
public sealed record UpkeepRequest
{
    public UpkeepKind? Kind { get; init; }

    public DateOnly? DoneOn { get; init; }

    public string? DoneBy { get; init; }

    public string? Document { get; init; }

    public UpkeepResult? Result { get; init; }

    /// <summary>Last day in time; without it the interval counts from <see cref="DoneOn"/>.</summary>
    public DateOnly? DueOn { get; init; }

    public string? Note { get; init; }
}

/// <summary>A piece of equipment in lists and whole.</summary>
/// <param name="Fact">Service and upkeep as of today.</param>
public sealed record EquipmentView(
    Guid Id,
    long Version,
    string Name,
    EquipmentKind Kind,
    IReadOnlyList<AcquiredData> Acquires,
    Guid? DepartmentId,
    string? Location,
    string Manufacturer,
    string Model,
    string? Serial,
    string? Udi,
    IReadOnlyList<DeviceCertificate> Certificates,
    string? Supplier,
    string? Invoice,
    DateOnly? DeliveredOn,
    string? DeliveryDocument,
    Guid ReceivedBy,
    DateTimeOffset ReceivedAt,
    Guid? CheckedBy,
    DateTimeOffset? CheckedAt,
    DateOnly? AcceptedOn,
    string? AcceptanceDocument,
    int? VerificationMonths,
    int? TestingMonths,
    int? MaintenanceMonths,
    IReadOnlyList<ServiceBreak> Breaks,
    DateOnly? RetiredOn,
    string? RetirementReason,
    IReadOnlyList<Guid> DeploymentIds,
    IReadOnlyDictionary<string, string> Overrides,
    EquipmentFact Fact);

public sealed record UpkeepRecordView(
    Guid Id, UpkeepKind Kind, DateOnly DoneOn, string DoneBy, string Document, UpkeepResult Result, DateOnly? DueOn, string? Note, DateTimeOffset RecordedAt);

/// <summary>Which equipment a list shows; null asks for nothing.</summary>
/// <param name="Search">Part of name, model, serial number or location.</param>
public sealed record EquipmentFilter(string? Search = null, EquipmentKind? Kind = null, Guid? DepartmentId = null, EquipmentDue? Due = null);

/// <summary>By when something of its upkeep has to be done.</summary>
public enum EquipmentDue
{
    /// <summary>Something is overdue, failed or was never done.</summary>
    Overdue,

    /// <summary>Something is due within 90 days.</summary>
    Soon,

    /// <summary>Mandatory verification is overdue: it blocks.</summary>
    VerificationOverdue,
}
