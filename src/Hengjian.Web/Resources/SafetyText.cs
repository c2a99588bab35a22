namespace Hengjian.Web.Resources;

/// <summary>Pages of adverse events.</summary>
public sealed class SafetyText;
