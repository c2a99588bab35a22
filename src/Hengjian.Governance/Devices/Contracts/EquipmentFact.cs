namespace Hengjian.Governance.Devices.Contracts;

/// <summary>One kind of upkeep of one piece of equipment, as of a day.</summary>
/// <param name="Kind">Verification, quality testing or maintenance.</param>
/// <param name="Applies">Whether this equipment is under it.</param>
/// <param name="LastDoneOn">Day of the last record on or before the day; null: none.</param>
/// <param name="Result">Its result.</param>
/// <param name="DueOn">Last day that is in time; null where the last one did not pass or none was made.</param>
/// <param name="Document">Certificate or report number of the last record.</param>
public sealed record UpkeepFact(UpkeepKind Kind, bool Applies, DateOnly? LastDoneOn, UpkeepResult? Result, DateOnly? DueOn, string? Document)
{
    /// <summary>Where it stands; the due day itself is in time.</summary>
    public UpkeepState On(DateOnly day) => this switch
    {
        { Applies: false } => UpkeepState.NotApplicable,
        { LastDoneOn: null } => UpkeepState.Never,
        { Result: UpkeepResult.Failed } => UpkeepState.Failed,
        _ => DueOn is { } due && day <= due ? UpkeepState.InTime : UpkeepState.Overdue,
    };
}

/// <summary>A piece of equipment as of a day.</summary>
/// <param name="InService">Accepted, not retired, and not out of service on that day.</param>
/// <param name="Upkeep">One entry a kind.</param>
public sealed record EquipmentFact(
    Guid Id, string Name, EquipmentKind Kind, IReadOnlyList<AcquiredData> Acquires, Guid? DepartmentId, bool InService, IReadOnlyList<UpkeepFact> Upkeep)
{
    public UpkeepFact Of(UpkeepKind kind) => Upkeep.First(u => u.Kind == kind);
}

/// <summary>Facts of HP-15.1 to 15.3: equipment whose upkeep of one kind is asked for, such as all that a deployment is used with.</summary>
public sealed record UpkeepFacts(UpkeepKind Kind, IReadOnlyList<EquipmentFact> Equipment);
