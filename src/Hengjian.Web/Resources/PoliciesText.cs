namespace Hengjian.Web.Resources;

/// <summary>Policies, operating procedures and guidelines.</summary>
public sealed class PoliciesText;
