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
public sealed class EncryptedAttribute : Attribute
{
    /// <summary>What stands there once the patient's records are erased, in a column that may not be empty.</summary>
    public string ErasedAs { get; init; } = "–";
}

/// <summary>Marks a plain column that leads to a patient or says something of one: it is emptied when the patient's records are erased.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ErasedAttribute : Attribute
{
    /// <summary>What stands there afterwards, in a column that may not be empty; <c>{id}</c> is the row's id.</summary>
    public string As { get; init; } = "";
}

/// <summary>Marks a governed row that belongs to a case through another row: it is erased with it. <paramref name="key"/> names the property that holds that row's id.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ErasedWithAttribute(Type owner, string key) : Attribute
{
    public Type Owner => owner;

    public string Key => key;
}

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

/// <summary>What the history tells of a property of a row that keeps one.</summary>
public enum HistoryShare
{
    /// <summary>That it changed, and nothing of its value.</summary>
    Concealed,

    /// <summary>Nothing: it changes by itself, as the time of the last sign-in does.</summary>
    Nothing,
}

/// <summary>Marks a property of which the history tells less than the old and the new value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InHistoryAttribute(HistoryShare share) : Attribute
{
    public HistoryShare Share => share;
}

/// <summary>A row of which no history is kept in some cases, although its kind keeps it: when it was changed would tell too much.</summary>
public interface IForgoesHistory
{
    bool ForgoesHistory { get; }
}
