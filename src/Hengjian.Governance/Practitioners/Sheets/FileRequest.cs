using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>The request that a person's rows ask for: columns and sheets that the file lacks, and sheets without a row of this person, leave what is on record.</summary>
internal static class FileRequest
{
    /// <param name="person">Rows whose cells could all be read.</param>
    /// <param name="stored">The record; null for a person to be made.</param>
    /// <param name="today">Day from which a new title is held where its day is not given.</param>
    /// <param name="department">The department of a name; null where there is none.</param>
    /// <param name="errors">Takes a department that is not known.</param>
    public static PractitionerRequest Of(FilePerson person, PractitionerView? stored, DateOnly today, Func<string, Guid?> department, FieldErrors errors)
    {
        var row = person.Main;
        var request = stored is null ? new PractitionerRequest() : PractitionerRequest.Of(stored);
        request = request with
        {
            StaffNumber = Value("staffNumber", request.StaffNumber),
            Name = Value("name", request.Name),
            Kind = row.Has("kind") ? Code<PractitionerKind>(row, "kind") : request.Kind,
            LicenceNumber = Value("licenceNumber", request.LicenceNumber),
            LicenceCategory = Value("licenceCategory", request.LicenceCategory),
            LicenceFrom = row.Has("licenceFrom") ? Day(row, "licenceFrom") : request.LicenceFrom,
            LicenceTo = row.Has("licenceTo") ? Day(row, "licenceTo") : request.LicenceTo,
            LicensedHere = row.Text("licensedHere") is { } here ? here == "true" : request.LicensedHere,
            Scopes = row.Has("scopes") ? FlatPractitioner.Scopes(row.Text("scopes") ?? "") : request.Scopes,
            IdentityNumber = row.Has("identityNumber") ? row.Text("identityNumber") ?? "" : null,
            QualificationNumber = row.Has("qualificationNumber") ? row.Text("qualificationNumber") ?? "" : null,
            Filings = Rows(person, "filings", r => new PracticeFilingInput { Institution = r.Text("institution"), Here = Flag(r, "here"), From = Day(r, "from"), To = Day(r, "to") }) ?? request.Filings,
            SpecialtyPeriods = Rows(person, "periods", Period) ?? request.SpecialtyPeriods,
            Trainings = Rows(person, "trainings", Training) ?? request.Trainings,
            Suspensions = Rows(person, "suspensions", Absence) ?? request.Suspensions,
            Departures = Rows(person, "departures", Absence) ?? request.Departures,
            Titles = Rows(person, "titles", r => new TitleInput { Title = Code<StaffTitle>(r, "title"), From = Day(r, "from"), To = Day(r, "to") })
                ?? (row.Has("title") ? Titled(stored?.Titles ?? [], Code<StaffTitle>(row, "title"), today) : request.Titles),
        };
        if (!row.Has("department"))
        {
            return request;
        }

        var named = row.Text("department");
        var id = named is null ? null : department(named);
        errors.Require(named is null || id is not null, "department", "tables.unknownDepartment", ("value", named ?? ""));
        return request with { DepartmentId = id };

        string? Value(string column, string? otherwise) => row.Has(column) ? row.Text(column) : otherwise;
    }

    private static SpecialtyPeriodInput Period(FileRow row) => new()
    {
        Specialty = row.Text("specialty"),
        Kind = Code<SpecialtyPeriodKind>(row, "kind") ?? SpecialtyPeriodKind.Clinical,
        From = Day(row, "from"),
        To = Day(row, "to"),
        SharePercent = row.Text("sharePercent") is { } share ? int.Parse(share, CultureInfo.InvariantCulture) : null,
    };

    private static TrainingInput Training(FileRow row) => new()
    {
        TechnologyCategory = row.Text("technologyCategory"),
        Route = Code<TrainingRoute>(row, "route"),
        CompletedOn = Day(row, "completedOn"),
        CertificateNumber = row.Text("certificateNumber"),
        ValidTo = Day(row, "validTo"),
        Revoked = Flag(row, "revoked"),
        RevokedOn = Day(row, "revokedOn"),
        BaseId = Guid.TryParse(row.Text("baseId"), out var id) ? id : null,
    };

    /// <summary>Trainings that the file's rows name, as far as they can be read.</summary>
    public static IEnumerable<TrainingFact> Trainings(PractitionerFile file) => file.People.SelectMany(p => p.Sections.GetValueOrDefault("trainings", []))
        .Where(r => r.Problems.Count == 0).Select(Training)
        .Where(t => t is { CertificateNumber: not null, Route: not null, CompletedOn: not null })
        .Select(t => new TrainingFact(t.TechnologyCategory ?? "", t.Route!.Value, t.CompletedOn!.Value, t.CertificateNumber!.Trim(), t.BaseId));

    private static AbsenceInput Absence(FileRow row) => new() { From = Day(row, "from"), To = Day(row, "to"), Reason = row.Text("reason") };

    private static List<TitleInput> Titled(IReadOnlyList<TitleFact> stored, StaffTitle? title, DateOnly today) =>
        [.. Titles.Replace(stored, title, today).Select(t => new TitleInput { Title = t.Title, From = t.From, To = t.To })];

    private static List<T>? Rows<T>(FilePerson person, string section, Func<FileRow, T> read) =>
        person.Sections.TryGetValue(section, out var rows) && rows.Count > 0 ? rows.ConvertAll(r => read(r)) : null;

    private static T? Code<T>(FileRow row, string column)
        where T : struct, Enum => row.Text(column) is { } code && CodeName.TryParse<T>(code, out var value) ? value : null;

    private static DateOnly? Day(FileRow row, string column) =>
        row.Text(column) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private static bool Flag(FileRow row, string column) => row.Text(column) == "true";
}
