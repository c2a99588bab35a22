using System.Globalization;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>
/// A record as cells of codes and days, in the order of <see cref="PractitionerColumns"/>: what a file is written from, and what two states of a record are compared by.
/// Empty text stands for nothing.
/// </summary>
internal sealed record FlatPractitioner(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, IReadOnlyList<string[]>> Sections)
{
    private const string ScopeSeparator = "；";

    /// <param name="id">The record's id; empty for one to be made.</param>
    /// <param name="head">What stands beside the document.</param>
    /// <param name="details">The document.</param>
    /// <param name="today">Whose title is shown.</param>
    public static FlatPractitioner Of(string id, PractitionerHead head, PractitionerDetails details, DateOnly today)
    {
        var titles = details.AllTitles(head.Title);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = id,
            ["staffNumber"] = head.StaffNumber ?? "",
            ["name"] = head.Name,
            ["kind"] = CodeName.Of(head.Kind),
            ["department"] = head.Department ?? "",
            ["title"] = titles.LastOrDefault(t => t.Contains(today)) is { } title ? CodeName.Of(title.Title) : "",
            ["licenceNumber"] = head.Licence ?? "",
            ["licenceCategory"] = details.LicenceCategory ?? "",
            ["licenceFrom"] = Day(details.LicenceFrom),
            ["licenceTo"] = Day(details.LicenceTo),
            ["licensedHere"] = Flag(details.LicensedHere),
            ["scopes"] = string.Join(ScopeSeparator, details.Scopes),
            ["identityNumber"] = head.Identity ?? "",
            ["qualificationNumber"] = head.Qualification ?? "",
        };
        var sections = new Dictionary<string, IReadOnlyList<string[]>>(StringComparer.Ordinal)
        {
            ["titles"] = [.. titles.Select(t => new[] { CodeName.Of(t.Title), Day(t.From), Day(t.To) })],
            ["filings"] = [.. details.Filings.Select(f => new[] { f.Institution, Flag(f.Here), Day(f.From), Day(f.To) })],
            ["periods"] = [.. details.SpecialtyPeriods.Select(p => new[] { p.Specialty, CodeName.Of(p.Kind), Day(p.From), Day(p.To), p.SharePercent?.ToString(CultureInfo.InvariantCulture) ?? "" })],
            ["trainings"] =
            [
                .. details.Trainings.Select(t => new[]
                {
                    t.TechnologyCategory, CodeName.Of(t.Route), Day(t.CompletedOn), t.CertificateNumber ?? "", Day(t.ValidTo), Flag(t.Revoked), Day(t.RevokedOn),
                    t.BaseId?.ToString("D") ?? "",
                }),
            ],
            ["suspensions"] = [.. details.AllSuspensions().Select(Absence)],
            ["departures"] = [.. details.AllDepartures().Select(Absence)],
        };
        return new FlatPractitioner(values, sections);
    }

    /// <summary>A cell's scopes, by semicolons or lines. A comma (、) belongs to the name of one.</summary>
    public static IReadOnlyList<string> Scopes(string text) =>
        text.Split([';', '；', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string[] Absence(AbsenceFact a) => [Day(a.From), Day(a.To), a.Reason ?? ""];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Flag(bool value) => value ? "true" : "false";
}

/// <summary>What of a record stands beside its document; the numbers masked.</summary>
internal sealed record PractitionerHead(
    string Name, string? StaffNumber, PractitionerKind Kind, string? Department, ProfessionalTitle? Title, string? Licence, string? Identity, string? Qualification);
