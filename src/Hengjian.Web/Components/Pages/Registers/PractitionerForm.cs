using System.Globalization;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Registers;

/// <summary>The repeated groups of a practitioner's form.</summary>
internal sealed record PractitionerRows(RowSet Titles, RowSet Filings, RowSet Periods, RowSet Trainings, RowSet Suspensions, RowSet Departures)
{
    public static PractitionerRows Read(PostedForm form) => new(
        RowSet.Read(form, "titles", ["title", "from", "to"]),
        RowSet.Read(form, "filings", ["institution", "from", "to"], "here"),
        RowSet.Read(form, "specialtyPeriods", ["specialty", "from", "to", "sharePercent"], "kind"),
        RowSet.Read(form, "trainings", ["technologyCategory", "route", "certificateNumber", "completedOn", "validTo", "revokedOn"], "revoked", "baseId"),
        RowSet.Read(form, "suspensions", ["from", "to", "reason"]),
        RowSet.Read(form, "departures", ["from", "to", "reason"]));

    public static PractitionerRows Of(PractitionerView? stored) => new(
        RowSet.Of("titles", stored?.Titles ?? [], t => [("title", CodeName.Of(t.Title)), ("from", Day(t.From)), ("to", Day(t.To))]),
        RowSet.Of("filings", stored?.Filings ?? [], f => [("institution", f.Institution), ("here", f.Here ? "true" : null), ("from", Day(f.From)), ("to", Day(f.To))]),
        RowSet.Of("specialtyPeriods", stored?.SpecialtyPeriods ?? [], p =>
        [
            ("specialty", p.Specialty), ("kind", CodeName.Of(p.Kind)), ("from", Day(p.From)), ("to", Day(p.To)), ("sharePercent", p.SharePercent?.ToString(CultureInfo.InvariantCulture)),
        ]),
        RowSet.Of("trainings", (stored?.Trainings ?? []).Where(t => t.CertificateId is null), t =>
        [
            ("technologyCategory", t.TechnologyCategory), ("route", CodeName.Of(t.Route)), ("certificateNumber", t.CertificateNumber), ("completedOn", Day(t.CompletedOn)),
            ("validTo", Day(t.ValidTo)), ("revoked", t.Revoked ? "true" : null), ("revokedOn", Day(t.RevokedOn)), ("baseId", t.BaseId?.ToString("D")),
        ]),
        RowSet.Of("suspensions", stored?.Suspensions ?? [], Absence),
        RowSet.Of("departures", stored?.Departures ?? [], Absence));

    private static IEnumerable<(string Field, string? Value)> Absence(AbsenceFact a) => [("from", Day(a.From)), ("to", Day(a.To)), ("reason", a.Reason)];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A practitioner's record between the form and the request.</summary>
internal static class PractitionerForm
{
    /// <summary>Titles as choices, by series.</summary>
    public static IReadOnlyList<Choice> Titles(IStringLocalizer<PractitionersText> texts) =>
    [
        .. new[] { PractitionerKind.Physician, PractitionerKind.Technician, PractitionerKind.Nurse }
            .SelectMany(kind => StaffTitles.SeriesOf(kind).Select(t => new Choice(CodeName.Of(t), texts["StaffTitle." + t], Group: texts["Series." + kind]))),
    ];

    /// <summary>The request that the form asks for; what could not be read is in the form's errors.</summary>
    public static PractitionerRequest Read(PostedForm form, PractitionerRows rows, IReadOnlyDictionary<string, string> overrides) => new()
    {
        Name = form.Text("name"),
        StaffNumber = form.Text("staffNumber"),
        Kind = form.Code<PractitionerKind>("kind"),
        Titles = rows.Titles.Select(i => new TitleInput
        {
            Title = rows.Titles.Code<StaffTitle>(i, "title", form.Errors),
            From = rows.Titles.Date(i, "from", form.Errors),
            To = rows.Titles.Date(i, "to", form.Errors),
        }),
        DepartmentId = form.Id("departmentId"),
        LicenceNumber = form.Text("licenceNumber"),
        LicenceCategory = form.Text("licenceCategory"),
        LicenceFrom = form.Date("licenceFrom"),
        LicenceTo = form.Date("licenceTo"),
        LicensedHere = form.IsChecked("licensedHere"),
        IdentityNumber = form.Text("identityNumber") ?? "",
        QualificationNumber = form.Text("qualificationNumber") ?? "",
        Filings = rows.Filings.Select(i => new PracticeFilingInput
        {
            Institution = rows.Filings.Text(i, "institution"),
            Here = rows.Filings.IsChecked(i, "here"),
            From = rows.Filings.Date(i, "from", form.Errors),
            To = rows.Filings.Date(i, "to", form.Errors),
        }),
        Scopes = RegisterPage.Lines(form.Text("scopes")),
        SpecialtyPeriods = rows.Periods.Select(i => new SpecialtyPeriodInput
        {
            Specialty = rows.Periods.Text(i, "specialty"),
            Kind = rows.Periods.Code<SpecialtyPeriodKind>(i, "kind", form.Errors) ?? SpecialtyPeriodKind.Clinical,
            From = rows.Periods.Date(i, "from", form.Errors),
            To = rows.Periods.Date(i, "to", form.Errors),
            SharePercent = rows.Periods.Whole(i, "sharePercent", form.Errors),
        }),
        Trainings = rows.Trainings.Select(i => new TrainingInput
        {
            TechnologyCategory = rows.Trainings.Text(i, "technologyCategory"),
            Route = rows.Trainings.Code<TrainingRoute>(i, "route", form.Errors),
            CompletedOn = rows.Trainings.Date(i, "completedOn", form.Errors),
            CertificateNumber = rows.Trainings.Text(i, "certificateNumber"),
            BaseId = rows.Trainings.Id(i, "baseId", form.Errors),
            ValidTo = rows.Trainings.Date(i, "validTo", form.Errors),
            Revoked = rows.Trainings.IsChecked(i, "revoked"),
            RevokedOn = rows.Trainings.Date(i, "revokedOn", form.Errors),
        }),
        Suspensions = Absences(rows.Suspensions, form),
        Departures = Absences(rows.Departures, form),
        Overrides = overrides,
    };

    private static IReadOnlyList<AbsenceInput> Absences(RowSet rows, PostedForm form) => rows.Select(i => new AbsenceInput
    {
        From = rows.Date(i, "from", form.Errors),
        To = rows.Date(i, "to", form.Errors),
        Reason = rows.Text(i, "reason"),
    });
}
