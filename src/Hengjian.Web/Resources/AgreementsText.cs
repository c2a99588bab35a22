namespace Hengjian.Web.Resources;

/// <summary>Agreements on remote diagnosis, and the work-list of their readers.</summary>
public sealed class AgreementsText;
