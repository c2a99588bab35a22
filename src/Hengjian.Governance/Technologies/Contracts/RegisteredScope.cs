using Hengjian.Governance.Technologies.Domain.Rules;

namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>Whether a release is what a certificate registers.</summary>
public enum CertificateCoverage
{
    /// <summary>By the registrant's naming rule the release is the registered one.</summary>
    Inside,

    /// <summary>It is another release.</summary>
    Outside,

    /// <summary>No certificate states a version to compare with.</summary>
    NoVersion,

    /// <summary>There is no certificate.</summary>
    NoCertificate,
}

/// <summary>Compares releases with the versions on certificates (practice.md 6: by the registrant's rule, not by equal text).</summary>
public static class RegisteredScope
{
    /// <summary>The best that any of the certificates says of a release, whatever their validity, and which one says it.</summary>
    public static (CertificateCoverage Coverage, string? Number) Of(string release, IReadOnlyList<RegistrationCertificateFact> certificates)
    {
        if (certificates.Count == 0)
        {
            return (CertificateCoverage.NoCertificate, null);
        }

        var stated = certificates.Where(c => !string.IsNullOrWhiteSpace(c.RegisteredVersion)).OrderByDescending(c => c.ValidFrom).ToList();
        if (stated.Count == 0)
        {
            return (CertificateCoverage.NoVersion, certificates[0].Number);
        }

        return stated.Find(c => ReleaseVersion.SameRelease(c.RegisteredVersion!, release, c.SignificantVersionParts)) is { } covering
            ? (CertificateCoverage.Inside, covering.Number)
            : (CertificateCoverage.Outside, stated[0].Number);
    }
}
