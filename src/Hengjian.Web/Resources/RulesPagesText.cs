namespace Hengjian.Web.Resources;

/// <summary>The page of regulation packs.</summary>
public sealed class RulesPagesText;
