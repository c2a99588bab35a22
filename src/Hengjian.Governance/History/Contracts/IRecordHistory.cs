using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.History.Contracts;

/// <summary>What a value in the history is, so that it is shown in words.</summary>
public enum HistoryValueKind
{
    Text,
    Number,
    Flag,
    Day,

    /// <summary>An instant, as ISO 8601 in UTC.</summary>
    Instant,

    /// <summary>A member of an enumeration, by its name.</summary>
    Code,

    /// <summary>Id of another record.</summary>
    Reference,

    /// <summary>A part of a document; its own type is not known.</summary>
    Part,

    /// <summary>Encrypted: that it changed is known, what it says is not shown.</summary>
    Concealed,
}

/// <summary>A value before and after.</summary>
/// <param name="Field">The field, as the web API names it.</param>
/// <param name="Path">Within a document, the part that differs, such as <c>[ggo].text</c>; empty for the field itself.</param>
/// <param name="Kind">What the values are.</param>
/// <param name="Code">Name of the enumeration of a <see cref="HistoryValueKind.Code"/>.</param>
/// <param name="From">Null: there was none.</param>
/// <param name="To">Null: there is none any more.</param>
public sealed record FieldChange(string Field, string Path, HistoryValueKind Kind, string? Code, string? From, string? To);

/// <summary>Who acted: <c>user</c>, <c>device</c> or <c>system</c>, the id as the ledger writes it, and the name where it is known.</summary>
public sealed record HistoryActor(string Kind, string Id, string? Name);

/// <summary>One change of a record.</summary>
/// <param name="Kind">The row's kind.</param>
/// <param name="Id">The row.</param>
/// <param name="Version">Its version since.</param>
/// <param name="Action">Code of the act.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="At">When.</param>
/// <param name="LedgerRecordId">The ledger's record of the act.</param>
/// <param name="Changes">What changed; for a new record its first values.</param>
public sealed record HistoryEntry(string Kind, Guid Id, long Version, string Action, HistoryActor Actor, DateTimeOffset At, Guid LedgerRecordId, IReadOnlyList<FieldChange> Changes);

/// <summary>The history of records that keep one.</summary>
public interface IRecordHistory
{
    /// <summary>Kinds of records that keep a history.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>Changes of these records, newest first. A record that another institution keeps has none here.</summary>
    Task<Page<HistoryEntry>> OfAsync(Caller caller, string kind, IReadOnlyCollection<Guid> ids, PageRequest page, CancellationToken cancellationToken);
}
