using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.DataUse.Contracts;

/// <summary>Data that are about to leave the institution, or that a person says have left.</summary>
public sealed record TransferDraft
{
    /// <summary>Who gets them, as the entry calls the receiver; white space and letter case do not matter.</summary>
    public string? Receiver { get; init; }

    public DataUsePurpose? Purpose { get; init; }

    /// <summary>What leaves, for people.</summary>
    public string? What { get; init; }

    public IReadOnlyList<DataCategory>? Categories { get; init; }

    public long? Amount { get; init; }

    public AmountUnit? Unit { get; init; }

    /// <summary>SHA-256 of what leaves, lower or upper hex; null where there is no one file.</summary>
    public string? Hash { get; init; }

    /// <summary>When it left; null: now.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>A recorded transfer and the entry of the register that covers it.</summary>
public sealed record TransferRecorded(Guid Id, Guid DataUseId, string DataUseNumber);

/// <summary>The one way for data to leave: every module that sends something outside records it here first, in the act that sends.</summary>
public interface IOutboundTransfers
{
    /// <summary>
    /// Records the transfer under the entry that is in force for receiver and purpose and takes its amount off. Refuses with <see cref="RuleRefused"/> and the decision of
    /// HP-13.1 where none is: then nothing may be sent. With <paramref name="entry"/> only that entry is looked at.
    /// </summary>
    Task<Outcome<TransferRecorded>> RecordAsync(WriteScope scope, TransferDraft draft, CancellationToken cancellationToken, Guid? entry = null);
}
