using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Components.Forms;

namespace Hengjian.Web.Components.Pages.Registers;

/// <summary>A technology's record between the form and the request: its repeated groups.</summary>
internal sealed record TechnologyForm(RowSet Labels, RowSet Certificates, RowSet Checklist)
{
    public static TechnologyForm Read(PostedForm form) => new(
        RowSet.Read(form, "labels", ["code", "display"], "positive"),
        RowSet.Read(form, "certificates", ["number", "validFrom", "validTo", "registeredVersion", "significantVersionParts", "withdrawnOn", "recalledOn", "renews", "catalogueCode"], "id"),
        ChecklistFields.Read(form));

    public static TechnologyForm Of(TechnologyView? stored) => new(
        RowSet.Of("labels", stored?.Labels ?? [], l => [("code", l.Code), ("display", l.Display), ("positive", l.Positive ? "true" : null)], stored is null ? 2 : 1),
        RowSet.Of("certificates", stored?.Certificates ?? [], c =>
        [
            ("number", c.Number), ("validFrom", Day(c.ValidFrom)), ("validTo", Day(c.ValidTo)), ("registeredVersion", c.RegisteredVersion),
            ("significantVersionParts", c.SignificantVersionParts?.ToString(CultureInfo.InvariantCulture)), ("withdrawnOn", Day(c.WithdrawnOn)), ("recalledOn", Day(c.RecalledOn)),
            ("renews", c.Renews), ("catalogueCode", c.CatalogueCode), ("id", c.Id.ToString("D")),
        ]),
        ChecklistFields.Of(stored?.IndicationChecklist ?? []));

    /// <summary>The request that the form asks for; what could not be read is in the form's errors.</summary>
    public TechnologyRequest Request(PostedForm form, IReadOnlyDictionary<string, string> overrides) => new()
    {
        Name = form.Text("name"),
        Manufacturer = form.Text("manufacturer"),
        AiClass = form.Code<AiClass>("aiClass"),
        Origin = form.Code<TechnologyOrigin>("origin"),
        Category = form.Text("category"),
        Specialty = form.Text("specialty"),
        IntendedUse = form.Text("intendedUse"),
        ScopesOfPractice = RegisterPage.Lines(form.Text("scopesOfPractice")),
        FinalDiagnosisScopes = RegisterPage.Lines(form.Text("finalDiagnosisScopes")),
        Subjects = RegisterPage.Lines(form.Text("subjects")),
        Acquires = RegisterPage.Lines(form.Text("acquires")),
        Labels = Labels.Select(i => new LabelDefinition(Labels.Text(i, "code") ?? "", Labels.Text(i, "display") ?? "", Labels.IsChecked(i, "positive"))),
        Certificates = Certificates.Select(i => new CertificateInput
        {
            Id = Certificates.Id(i, "id", form.Errors),
            Number = Certificates.Text(i, "number"),
            ValidFrom = Certificates.Date(i, "validFrom", form.Errors),
            ValidTo = Certificates.Date(i, "validTo", form.Errors),
            RegisteredVersion = Certificates.Text(i, "registeredVersion"),
            SignificantVersionParts = Certificates.Whole(i, "significantVersionParts", form.Errors),
            WithdrawnOn = Certificates.Date(i, "withdrawnOn", form.Errors),
            RecalledOn = Certificates.Date(i, "recalledOn", form.Errors),
            Renews = Certificates.Text(i, "renews"),
            CatalogueCode = Certificates.Text(i, "catalogueCode"),
        }),
        IndicationChecklist = ChecklistFields.Items(Checklist, form),
        Overrides = overrides,
    };

    /// <summary>The request that would store the record as it is.</summary>
    public static TechnologyRequest RequestOf(TechnologyView view) => new()
    {
        Name = view.Name,
        Manufacturer = view.Manufacturer,
        AiClass = view.AiClass,
        Origin = view.Origin,
        Category = view.Category,
        Specialty = view.Specialty,
        IntendedUse = view.IntendedUse,
        ScopesOfPractice = view.ScopesOfPractice,
        FinalDiagnosisScopes = view.FinalDiagnosisScopes,
        Subjects = view.Subjects,
        Acquires = view.Acquires,
        Labels = view.Labels,
        Certificates =
        [
            .. view.Certificates.Select(c => new CertificateInput
            {
                Id = c.Id, Number = c.Number, ValidFrom = c.ValidFrom, ValidTo = c.ValidTo, RegisteredVersion = c.RegisteredVersion, SignificantVersionParts = c.SignificantVersionParts,
                WithdrawnOn = c.WithdrawnOn, RecalledOn = c.RecalledOn, Renews = c.Renews, CatalogueCode = c.CatalogueCode,
            }),
        ],
        IndicationChecklist = view.IndicationChecklist,
        Overrides = view.Overrides,
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
