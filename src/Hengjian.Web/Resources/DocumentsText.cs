namespace Hengjian.Web.Resources;

/// <summary>Documents attached to records.</summary>
public sealed class DocumentsText;
