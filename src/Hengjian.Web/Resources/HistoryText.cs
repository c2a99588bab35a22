namespace Hengjian.Web.Resources;

/// <summary>Histories of records: acts and fields in words.</summary>
public sealed class HistoryText;
