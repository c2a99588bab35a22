namespace Hengjian.Web.Resources;

/// <summary>Texts of standing rules, settings of use, overrides and what patients are told.</summary>
public sealed class IndicationText;
