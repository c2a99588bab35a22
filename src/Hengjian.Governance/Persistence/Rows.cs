using Hengjian.Governance.Access.Contracts;
namespace Hengjian.Governance.Persistence;

/// <summary>A row that belongs to one institution. Its key is (<see cref="InstitutionId"/>, <see cref="Id"/>), on every database size.</summary>
public interface ITenantRow
{
    Guid InstitutionId { get; set; }

    /// <summary>UUIDv7 made by the program, never by the store.</summary>
    Guid Id { get; set; }
}

/// <summary>
/// A row whose every change is committed to by a ledger record of the same transaction (design: ledger.md). The salt stays with the row; the record holds
/// the salted hash alone, so a row can be erased lawfully and what it said cannot be guessed from the ledger.
/// </summary>
public abstract class GovernedRow : ITenantRow
{
    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    /// <summary>1 when created, one more at each change; the concurrency token and the API's ETag.</summary>
    public long Version { get; set; }

    /// <summary>32 random bytes, fresh at each change.</summary>
    public byte[] Salt { get; set; } = [];
}

/// <summary>Marks a table outside the ledger, with the reason that the coverage test prints (decisions.md 16).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutsideLedgerAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}

/// <summary>Marks a byte column that holds AES-GCM text of a patient's data; the ledger commits to the plaintext.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncryptedAttribute : Attribute;

/// <summary>
/// Marks a governed row whose every change is kept with its old and new values, for the history that its page shows: registers and decisions, where people ask who
/// changed what. Not for rows that are written once, nor for patients' data.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepsHistoryAttribute : Attribute
{
    public KeepsHistoryAttribute()
    {
    }

    /// <param name="needs">Permission without which the history of such rows is not read, beside that of reading histories.</param>
    public KeepsHistoryAttribute(Permission needs) => Needs = needs;

    public Permission? Needs { get; }
}
