using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.DataUse.Domain;

/// <summary>数据使用登记: one receiver may use some data of the institution for one purpose, for a time.</summary>
[KeepsHistory]
internal sealed class DataUseEntry : GovernedRow
{
    /// <summary><c>DU-2026-000001</c>.</summary>
    public string Number { get; set; } = "";

    public string Receiver { get; set; } = "";

    /// <summary>统一社会信用代码 of the receiver, where it has one.</summary>
    public string? ReceiverCode { get; set; }

    public DataUsePurpose Purpose { get; set; }

    public string PurposeText { get; set; } = "";

    public LegalBasis Basis { get; set; }

    /// <summary>The consent form, article or assessment that the basis rests on.</summary>
    public string BasisText { get; set; } = "";

    public IReadOnlyList<DataCategory> Categories { get; set; } = [];

    /// <summary>People can be told from the data.</summary>
    public bool Identifiable { get; set; }

    public long AmountLimit { get; set; }

    public AmountUnit Unit { get; set; }

    /// <summary>What has left under this entry: kept here and not counted each time, so that two transfers at once cannot both take the last of it.</summary>
    public long AmountUsed { get; set; }

    /// <summary>Number of the agreement; the agreement itself is attached.</summary>
    public string Agreement { get; set; } = "";

    public DateOnly StartsOn { get; set; }

    /// <summary>Last day of the term, included.</summary>
    public DateOnly EndsOn { get; set; }

    /// <summary>First day on which it is over before its term.</summary>
    public DateOnly? EndedOn { get; set; }

    public string? EndReason { get; set; }

    /// <summary>Why nothing needs to be destroyed or returned at the end; null: it does.</summary>
    public string? KeptBecause { get; set; }

    public DataEnd? EndKind { get; set; }

    /// <summary>Day of the destruction or return.</summary>
    public DateOnly? EndProvedOn { get; set; }

    /// <summary>The attached document that proves it.</summary>
    public Guid? EndDocumentId { get; set; }

    public string? EndNote { get; set; }

    public Guid CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Last day on which data may leave under it.</summary>
    public DateOnly LastDay => EndedOn is { } ended && ended <= EndsOn ? ended.AddDays(-1) : EndsOn;

    public DataUseState StateOn(DateOnly day) => day < StartsOn && EndedOn is null ? DataUseState.Upcoming
        : day <= LastDay ? AmountUsed >= AmountLimit ? DataUseState.UsedUp : DataUseState.InForce
        : EndProvedOn is null && KeptBecause is null ? DataUseState.DestructionDue
        : DataUseState.Closed;
}

/// <summary>Data that left; written once.</summary>
internal sealed class DataTransfer : GovernedRow
{
    public Guid DataUseId { get; set; }

    public DateTimeOffset At { get; set; }

    public string What { get; set; } = "";

    public IReadOnlyList<DataCategory> Categories { get; set; } = [];

    public long Amount { get; set; }

    /// <summary>SHA-256 of what left, lower hex.</summary>
    public string? Hash { get; set; }

    /// <summary>Who sent it; empty for the program itself.</summary>
    public Guid SentBy { get; set; }

    public DateTimeOffset RecordedAt { get; set; }
}
