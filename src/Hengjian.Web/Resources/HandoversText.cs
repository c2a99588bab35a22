namespace Hengjian.Web.Resources;

/// <summary>Handing over what waits for people who left or are suspended.</summary>
public sealed class HandoversText;
