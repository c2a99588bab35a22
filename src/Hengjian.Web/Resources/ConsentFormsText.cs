namespace Hengjian.Web.Resources;

/// <summary>Texts of consent forms.</summary>
public sealed class ConsentFormsText;
