using Hengjian.Governance.Reporting.Contracts;

namespace Hengjian.Governance.Reporting.Receivers;

/// <summary>A receiver to register or change.</summary>
public sealed record ReceiverRequest
{
    /// <summary>As the register of data use calls it.</summary>
    public string? Name { get; init; }

    public string? Code { get; init; }

    public ReceiverKind? Kind { get; init; }

    public ReportChannel? Channel { get; init; }

    public ReportDuty? Duty { get; init; }

    /// <summary>What it gets; null: cases.</summary>
    public IReadOnlyList<ReportSubject>? Subscriptions { get; init; }

    public string? Address { get; init; }

    public ReportSchedule? Schedule { get; init; }

    public int? DailyHour { get; init; }

    /// <summary>Null: the month alone.</summary>
    public ReportDates? Dates { get; init; }

    public DateOnly? FromDay { get; init; }

    public string? ReceiptKey { get; init; }

    public bool? Active { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

/// <summary>A receiver in a list.</summary>
/// <param name="Waiting">Messages that it has not taken yet.</param>
/// <param name="Overdue">Of these, past their last day.</param>
public sealed record ReceiverItem(Guid Id, string Name, ReceiverKind Kind, ReportChannel Channel, ReportDuty Duty, IReadOnlyList<ReportSubject> Subscriptions, bool Active, int Waiting, int Overdue);

/// <summary>A receiver whole.</summary>
/// <param name="SigningKey">Our public key for it (SubjectPublicKeyInfo, base64), which it checks our signatures with.</param>
/// <param name="SigningKeyId">SHA-256 of the key, lower hex, as messages name it.</param>
public sealed record ReceiverView(
    ReceiverItem Item,
    long Version,
    string? Code,
    string? Address,
    ReportSchedule Schedule,
    int DailyHour,
    ReportDates Dates,
    DateOnly FromDay,
    string? ReceiptKey,
    string SigningKey,
    string SigningKeyId,
    string? CreatedByName,
    DateTimeOffset CreatedAt);
