namespace Hengjian.Web.Resources;

/// <summary>Compliance: findings, observed acts, the share of cases in which each clause held.</summary>
public sealed class ComplianceText;
