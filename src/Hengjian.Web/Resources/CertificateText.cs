namespace Hengjian.Web.Resources;

/// <summary>Training certificates, training archives and the annual report of a training base.</summary>
public sealed class CertificateText;
