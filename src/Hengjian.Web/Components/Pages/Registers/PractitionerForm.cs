using System.Globalization;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Forms;

namespace Hengjian.Web.Components.Pages.Registers;

/// <summary>A practitioner's record between the form and the request.</summary>
internal static class PractitionerForm
{
    private const string Periods = "specialtyPeriods";
    private const string Trainings = "trainings";

    public static RowSet ReadPeriods(PostedForm form) => RowSet.Read(form, Periods, ["specialty", "from", "to"], "kind");

    public static RowSet ReadTrainings(PostedForm form) =>
        RowSet.Read(form, Trainings, ["technologyCategory", "route", "certificateNumber", "completedOn", "validTo"], "revoked", "baseId");

    public static RowSet PeriodsOf(PractitionerView? stored) => RowSet.Of(
        Periods, stored?.SpecialtyPeriods ?? [], p => [("specialty", p.Specialty), ("kind", CodeName.Of(p.Kind)), ("from", Day(p.From)), ("to", Day(p.To))]);

    public static RowSet TrainingsOf(PractitionerView? stored) => RowSet.Of(Trainings, stored?.Trainings ?? [], t =>
    [
        ("technologyCategory", t.TechnologyCategory), ("route", CodeName.Of(t.Route)), ("certificateNumber", t.CertificateNumber), ("completedOn", Day(t.CompletedOn)),
        ("validTo", Day(t.ValidTo)), ("revoked", t.Revoked ? "true" : null), ("baseId", t.BaseId?.ToString("D")),
    ]);

    /// <summary>The request that the form asks for; what could not be read is in the form's errors.</summary>
    public static PractitionerRequest Read(PostedForm form, RowSet periods, RowSet trainings, IReadOnlyDictionary<string, string> overrides) => new()
    {
        Name = form.Text("name"),
        Kind = form.Code<PractitionerKind>("kind"),
        Title = form.Code<ProfessionalTitle>("title"),
        DepartmentId = form.Id("departmentId"),
        SuspendedFrom = form.Date("suspendedFrom"),
        LeftOn = form.Date("leftOn"),
        LicenceNumber = form.Text("licenceNumber"),
        LicenceCategory = form.Text("licenceCategory"),
        LicenceFrom = form.Date("licenceFrom"),
        LicenceTo = form.Date("licenceTo"),
        LicensedHere = form.IsChecked("licensedHere"),
        Scopes = RegisterPage.Lines(form.Text("scopes")),
        SpecialtyPeriods = periods.Select(i => new SpecialtyPeriodInput
        {
            Specialty = periods.Text(i, "specialty"),
            Kind = periods.Code<SpecialtyPeriodKind>(i, "kind", form.Errors) ?? SpecialtyPeriodKind.Clinical,
            From = periods.Date(i, "from", form.Errors),
            To = periods.Date(i, "to", form.Errors),
        }),
        Trainings = trainings.Select(i => new TrainingInput
        {
            TechnologyCategory = trainings.Text(i, "technologyCategory"),
            Route = trainings.Code<TrainingRoute>(i, "route", form.Errors),
            CompletedOn = trainings.Date(i, "completedOn", form.Errors),
            CertificateNumber = trainings.Text(i, "certificateNumber"),
            BaseId = trainings.Id(i, "baseId", form.Errors),
            ValidTo = trainings.Date(i, "validTo", form.Errors),
            Revoked = trainings.IsChecked(i, "revoked"),
        }),
        Overrides = overrides,
    };

    /// <summary>The request that would store the record as it is.</summary>
    public static PractitionerRequest RequestOf(PractitionerView view) => new()
    {
        Name = view.Name,
        Kind = view.Kind,
        Title = view.Title,
        DepartmentId = view.DepartmentId,
        SuspendedFrom = view.SuspendedFrom,
        LeftOn = view.LeftOn,
        LicenceNumber = view.LicenceNumber,
        LicenceCategory = view.LicenceCategory,
        LicenceFrom = view.LicenceFrom,
        LicenceTo = view.LicenceTo,
        LicensedHere = view.LicensedHere,
        Scopes = view.Scopes,
        SpecialtyPeriods = [.. view.SpecialtyPeriods.Select(p => new SpecialtyPeriodInput { Specialty = p.Specialty, Kind = p.Kind, From = p.From, To = p.To })],
        Trainings =
        [
            .. view.Trainings.Select(t => new TrainingInput
            {
                TechnologyCategory = t.TechnologyCategory, Route = t.Route, CompletedOn = t.CompletedOn, CertificateNumber = t.CertificateNumber, BaseId = t.BaseId,
                ValidTo = t.ValidTo, Revoked = t.Revoked,
            }),
        ],
        Overrides = view.Overrides,
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
