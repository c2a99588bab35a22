using Hengjian.Governance.DataUse.Contracts;

namespace Hengjian.Governance.DataUse.Register;

/// <summary>An entry to register or change.</summary>
public sealed record DataUseRequest
{
    public string? Receiver { get; init; }

    public string? ReceiverCode { get; init; }

    public DataUsePurpose? Purpose { get; init; }

    public string? PurposeText { get; init; }

    public LegalBasis? Basis { get; init; }

    public string? BasisText { get; init; }

    public IReadOnlyList<DataCategory>? Categories { get; init; }

    public bool? Identifiable { get; init; }

    public long? AmountLimit { get; init; }

    public AmountUnit? Unit { get; init; }

    public string? Agreement { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? KeptBecause { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

/// <summary>Ends an entry before its term.</summary>
public sealed record DataUseEndRequest
{
    /// <summary>First day on which nothing may leave any more.</summary>
    public DateOnly? On { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Proof that the receiver destroyed or returned the data.</summary>
public sealed record DestructionRequest
{
    public DataEnd? End { get; init; }

    public DateOnly? On { get; init; }

    /// <summary>A document attached to the entry that proves it.</summary>
    public Guid? DocumentId { get; init; }

    public string? Note { get; init; }
}

/// <summary>A transfer of one entry; receiver, purpose and unit are the entry's.</summary>
public sealed record DataTransferRequest
{
    public string? What { get; init; }

    public IReadOnlyList<DataCategory>? Categories { get; init; }

    public long? Amount { get; init; }

    public string? Hash { get; init; }

    public DateTimeOffset? At { get; init; }
}

/// <summary>An entry in a list.</summary>
public sealed record DataUseItem(
    Guid Id,
    string Number,
    string Receiver,
    DataUsePurpose Purpose,
    LegalBasis Basis,
    DataUseState State,
    long AmountUsed,
    long AmountLimit,
    AmountUnit Unit,
    DateOnly From,
    DateOnly LastDay);

/// <summary>An entry whole.</summary>
public sealed record DataUseView(
    DataUseItem Item,
    long Version,
    string? ReceiverCode,
    string PurposeText,
    string BasisText,
    IReadOnlyList<DataCategory> Categories,
    bool Identifiable,
    string Agreement,
    DateOnly To,
    DateOnly? EndedOn,
    string? EndReason,
    string? KeptBecause,
    DataEnd? End,
    DateOnly? EndProvedOn,
    Guid? EndDocumentId,
    string? EndNote,
    string? CreatedByName,
    DateTimeOffset CreatedAt);

public sealed record DataTransferView(
    Guid Id, DateTimeOffset At, string What, IReadOnlyList<DataCategory> Categories, long Amount, string? Hash, Guid SentBy, string? SentByName, DateTimeOffset RecordedAt);
