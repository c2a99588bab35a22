namespace Hengjian.Web.Resources;

/// <summary>The register of data use.</summary>
public sealed class DataUseText;
