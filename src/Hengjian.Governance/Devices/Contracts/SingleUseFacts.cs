namespace Hengjian.Governance.Devices.Contracts;

/// <summary>An earlier use of a unit.</summary>
public sealed record PriorUse(string CaseNumber, DateOnly On);

/// <summary>Facts of R17-3.8.1b: one unit that is about to be used.</summary>
/// <param name="Unit">Its UDI, the house's own label, or its lot where stock is kept by count.</param>
/// <param name="SingleUse">The product is for single use.</param>
/// <param name="PriorUses">Uses on record.</param>
/// <param name="WastedOn">Opened unused, wasted or lost on this day; null: not.</param>
/// <param name="ExpiresOn">Last day of use, included; null: none stated.</param>
/// <param name="Recall">Number of the recall that stands on its lot or product; null: none.</param>
/// <param name="OnHand">How many the lot has left; 1 for a unit of its own.</param>
public sealed record SingleUseFacts(
    string Unit, bool SingleUse, IReadOnlyList<PriorUse> PriorUses, DateOnly? WastedOn, DateOnly? ExpiresOn, string? Recall, int OnHand = 1);
