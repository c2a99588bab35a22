namespace Hengjian.Web.Resources;

/// <summary>Reporting: outbox, receipts and receivers.</summary>
public sealed class ReportingText;
