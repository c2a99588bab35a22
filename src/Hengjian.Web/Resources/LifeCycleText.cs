namespace Hengjian.Web.Resources;

/// <summary>The life of deployments: gates, acceptance tests, trial runs, changes, filings.</summary>
public sealed class LifeCycleText;
