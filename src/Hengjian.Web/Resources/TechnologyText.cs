namespace Hengjian.Web.Resources;

/// <summary>Inventory, versions, scope questionnaire, particulars and classified management.</summary>
public sealed class TechnologyText;
