namespace Hengjian.Web.Resources;

/// <summary>Pages of equipment, consumables, trace and recalls.</summary>
public sealed class DevicesText;
