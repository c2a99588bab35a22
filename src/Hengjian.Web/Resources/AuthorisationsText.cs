namespace Hengjian.Web.Resources;

/// <summary>Authorisations: applications, reviews, notices, who may do what.</summary>
public sealed class AuthorisationsText;
