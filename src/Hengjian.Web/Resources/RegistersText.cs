namespace Hengjian.Web.Resources;

/// <summary>Pages of the registers: institutions, departments, practitioners, technologies, deployments.</summary>
public sealed class RegistersText;
