namespace Hengjian.Web.Resources;

/// <summary>Pages of practitioners: list, record, form, import.</summary>
public sealed class PractitionersText;
