namespace Hengjian.Web.Resources;

/// <summary>Retention: terms, holds, requests and the access log of a patient.</summary>
public sealed class RetentionText;
