namespace Hengjian.Web.Resources;

/// <summary>The readiness of a deployment.</summary>
public sealed class ReadinessText;
