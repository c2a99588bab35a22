namespace Hengjian.Web.Resources;

/// <summary>Repeated groups of forms, and forms of records that were changed meanwhile.</summary>
public sealed class FormsText;
