using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;

namespace Hengjian.Governance.Technologies.Registers;

/// <summary>Views of technologies with their versions and certificates, and the facts that rules read from certificates.</summary>
internal static class TechnologyViews
{
    public static TechnologyView Of(Technology t, IReadOnlyList<TechnologyVersion> versions, IReadOnlyList<RegistrationCertificate> certificates)
    {
        var facts = certificates.Select(Fact).ToList();
        return new TechnologyView(
            t.Id,
            t.Version,
            t.Name,
            t.Manufacturer,
            t.AiClass,
            t.Category,
            t.Specialty,
            t.IntendedUse,
            t.ScopesOfPractice,
            t.FinalDiagnosisScopes,
            t.Labels,
            t.IndicationChecklist,
            [.. certificates.OrderBy(c => c.ValidFrom).ThenBy(c => c.Id).Select(c => Of(c, certificates))],
            [.. versions.OrderByDescending(v => v.CreatedAt).ThenByDescending(v => v.Id).Select(v => Of(v, facts))],
            t.Overrides)
        {
            Origin = t.Origin,
            Subjects = t.Subjects,
            Acquires = t.Acquires,
        };
    }

    public static TechnologyVersionView Of(TechnologyVersion v, IReadOnlyList<RegistrationCertificateFact> certificates)
    {
        var (coverage, number) = RegisteredScope.Of(v.AlgorithmVersion, certificates);
        return new TechnologyVersionView(v.Id, v.Version, v.AlgorithmName, v.AlgorithmVersion, v.UdiDi, v.Scope, v.DeliveredOn, v.DeliveryDocument)
        {
            IndicationChecklist = v.IndicationChecklist,
            Particulars = v.Particulars,
            Risk = v.Risk,
            ReassessFrom = v.ReassessFrom,
            Coverage = coverage,
            CoveredBy = number,
            Overrides = v.Overrides,
        };
    }

    public static RegistrationCertificateFact Fact(RegistrationCertificate c) =>
        new(c.Number, c.ValidFrom, c.ValidTo, c.WithdrawnOn, c.RecalledOn, c.RegisteredVersion, c.SignificantVersionParts);

    /// <summary>The certificate that this one follows: the latest earlier one of the number that it names, or of its own.</summary>
    public static RegistrationCertificate? Renewed(RegistrationCertificate c, IEnumerable<RegistrationCertificate> all) =>
        all.Where(o => o.Id != c.Id && o.Number == (c.Renews ?? c.Number) && o.ValidFrom < c.ValidFrom).MaxBy(o => o.ValidFrom);

    private static CertificateView Of(RegistrationCertificate c, IReadOnlyList<RegistrationCertificate> all)
    {
        var renewed = Renewed(c, all);
        return new CertificateView(c.Id, c.Number, c.ValidFrom, c.ValidTo, c.RegisteredVersion, c.SignificantVersionParts, c.WithdrawnOn, c.RecalledOn)
        {
            Renews = c.Renews,
            CatalogueCode = c.CatalogueCode,
            RenewsId = renewed?.Id,
            GapDays = renewed?.ValidTo is { } ended ? Math.Max(0, c.ValidFrom.DayNumber - ended.DayNumber - 1) : 0,
        };
    }
}
