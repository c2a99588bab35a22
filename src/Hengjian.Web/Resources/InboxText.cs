namespace Hengjian.Web.Resources;

/// <summary>Pages of received DICOM objects.</summary>
public sealed class InboxText;
