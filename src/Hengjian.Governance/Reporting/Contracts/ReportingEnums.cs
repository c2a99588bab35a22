namespace Hengjian.Governance.Reporting.Contracts;

/// <summary>Who takes reports (practice.md 10).</summary>
public enum ReceiverKind
{
    /// <summary>医疗技术临床应用信息化管理平台: cases.</summary>
    TechnologyPlatform,

    /// <summary>质控中心: quality figures.</summary>
    QualityControlCentre,

    /// <summary>卫生健康行政部门.</summary>
    HealthAuthority,

    /// <summary>医疗器械不良事件监测系统.</summary>
    DeviceEventSystem,

    /// <summary>医疗质量安全不良事件系统.</summary>
    SafetyEventSystem,

    /// <summary>Police or cyberspace office, for data incidents.</summary>
    DataIncidentAuthority,

    Other,
}

/// <summary>What a report is of.</summary>
public enum ReportSubject
{
    Case,

    /// <summary>不良事件 of the grades that the pack names.</summary>
    AdverseEvent,

    /// <summary>The quality figures of a calendar month.</summary>
    Figures,
}

/// <summary>How a receiver takes reports.</summary>
public enum ReportChannel
{
    /// <summary>Each message is posted to an address, signed; the answer is the receipt.</summary>
    Https,

    /// <summary>Messages leave as a signed file that a person carries over; the receipts come back as a file.</summary>
    Bundle,

    /// <summary>A person types them in over there and proves it with the receipt number.</summary>
    WebForm,
}

/// <summary>Which cases a receiver gets.</summary>
public enum ReportDuty
{
    /// <summary>Where the pack says that the technology is listed.</summary>
    WhereListed,

    /// <summary>Every case, by a local rule or an agreement.</summary>
    Always,
}

/// <summary>When messages leave.</summary>
public enum ReportSchedule
{
    AtOnce,

    /// <summary>Once a day from the receiver's hour on.</summary>
    Daily,
}

/// <summary>What a report says about days.</summary>
public enum ReportDates
{
    /// <summary>The month alone.</summary>
    Month,

    /// <summary>Days, all of one patient moved by the same number of days, which the receiver does not know.</summary>
    Shifted,

    /// <summary>The days themselves.</summary>
    Exact,
}

public enum ReportKind
{
    Original,

    /// <summary>Something was added to what was reported.</summary>
    Amendment,

    /// <summary>What the report turned on was replaced: a case's final diagnosis, an event's grade, harm or causality.</summary>
    Correction,

    /// <summary>What was reported is void.</summary>
    Withdrawal,
}

/// <summary>Where a message stands.</summary>
public enum ReportState
{
    /// <summary>To be made from the case.</summary>
    Pending,

    /// <summary>May not leave: its decisions say why. It is tried again when the case changes, when somebody asks, and each hour.</summary>
    Held,

    /// <summary>Made and signed; waits for its channel.</summary>
    Ready,

    /// <summary>Handed over in a bundle; the receipt is awaited.</summary>
    Sent,

    /// <summary>The receiver has taken it.</summary>
    Accepted,

    /// <summary>The receiver refused it, with reasons.</summary>
    Rejected,

    /// <summary>A new message took the place of a rejected one.</summary>
    Replaced,

    /// <summary>The case says nothing new to the receiver.</summary>
    Unneeded,
}

public enum ReceiptOutcome
{
    Accepted,
    Rejected,
}

/// <summary>How a receipt came.</summary>
public enum ReceiptWay
{
    Https,
    File,
    Manual,
}
