using Hengjian.Governance.Persistence;
using Hengjian.Governance.Reporting.Contracts;

namespace Hengjian.Governance.Reporting.Domain;

/// <summary>接收方: who takes reports of this institution, by which way, and how much is said.</summary>
[KeepsHistory]
internal sealed class ReportReceiver : GovernedRow
{
    /// <summary>As the register of data use calls it: transfers are matched by it.</summary>
    public string Name { get; set; } = "";

    /// <summary>统一社会信用代码.</summary>
    public string? Code { get; set; }

    public ReceiverKind Kind { get; set; }

    public ReportChannel Channel { get; set; }

    public ReportDuty Duty { get; set; }

    /// <summary>What it gets.</summary>
    public IReadOnlyList<ReportSubject> Subscriptions { get; set; } = [ReportSubject.Case];

    /// <summary>Where messages are posted, or the form's address for people; null for bundles.</summary>
    public string? Address { get; set; }

    public ReportSchedule Schedule { get; set; }

    /// <summary>Hour of the institution's clock, 0 to 23, from which on a daily receiver is sent to.</summary>
    public int DailyHour { get; set; }

    public ReportDates Dates { get; set; }

    /// <summary>Cases concluded from this day on are reported.</summary>
    public DateOnly FromDay { get; set; }

    /// <summary>The receiver's public key (SubjectPublicKeyInfo, base64); where it is known receipts must be signed with it.</summary>
    public string? ReceiptKey { get; set; }

    public bool Active { get; set; }

    public Guid CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public ReceiverFact Fact => new(Id, Name, Kind, Duty);
}
