namespace Hengjian.Web.Resources;

/// <summary>AI literacy of everybody: the units' own texts among them.</summary>
public sealed class LiteracyText;
