namespace Hengjian.Governance.DataUse.Contracts;

/// <summary>An entry of the register as HP-13.1 reads it.</summary>
/// <param name="To">Last day, included.</param>
/// <param name="EndedOn">First day on which it is over before its term; null: it runs to <paramref name="To"/>.</param>
/// <param name="Used">Amount that has left already.</param>
/// <param name="HasAgreement">An agreement is attached and valid on the day.</param>
public sealed record DataUseFact(
    Guid Id, string Number, DateOnly From, DateOnly To, DateOnly? EndedOn, long Limit, long Used, AmountUnit Unit, IReadOnlyList<DataCategory> Categories, bool HasAgreement);

/// <summary>Facts of HP-13.1: a transfer and the entries for its receiver and purpose.</summary>
/// <param name="Outbound">False where the data stay within the institution.</param>
public sealed record DataTransferFacts(
    bool Outbound, string Receiver, DataUsePurpose Purpose, long Amount, AmountUnit Unit, IReadOnlyList<DataCategory> Categories, IReadOnlyList<DataUseFact> Entries);
