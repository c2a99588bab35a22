namespace Hengjian.Web.Resources;

/// <summary>Pages on which concerns are raised and handled.</summary>
public sealed class ConcernsText;
